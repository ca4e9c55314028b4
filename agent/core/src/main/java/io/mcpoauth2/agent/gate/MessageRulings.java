package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.access.Operation;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import io.mcpoauth2.agent.judgement.Judgement;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.judgement.RequestFacts;
import io.mcpoauth2.agent.mcp.JsonRpcMessage;
import io.mcpoauth2.agent.mcp.JsonRpcReader;
import io.mcpoauth2.agent.sessions.Sessions;
import io.mcpoauth2.agent.sessions.TaskOwners;
import io.mcpoauth2.bridge.Denial;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of an admitted request by what its message asks for. */
final class MessageRulings {
    private final Access access;
    private final MessageGate messages;
    private final TokenlessRequests tokenless;
    private final TaskOwners tasks;
    private final ListedNames names;
    private final Endpoint first;
    private final Denials denials;
    /** Whether lists are shown to callers as they are for them. */
    private final boolean changesLists;
    /** Null where what is refused is refused. */
    private final @Nullable Reporting reporting;

    /**
     * @param first the resource that answers where none is named
     * @param changesLists whether it matters that a request asks for a list
     */
    MessageRulings(
            Access access,
            MessageGate messages,
            TokenlessRequests tokenless,
            TaskOwners tasks,
            ListedNames names,
            Endpoint first,
            boolean changesLists,
            @Nullable Reporting reporting) {
        this.access = access;
        this.messages = messages;
        this.tokenless = tokenless;
        this.tasks = tasks;
        this.names = names;
        this.first = first;
        this.changesLists = changesLists;
        this.denials = first.denials();
        this.reporting = reporting;
    }

    /**
     * Rules on the message.
     *
     * @param buffer the whole body, or what there was room for; null if it ended too early
     * @return the same without a message, or the answer that refuses it
     */
    Decision rule(Decision.Admitted admitted, @Nullable MessageBuffer buffer) {
        PendingMessage pending = Objects.requireNonNull(admitted.message());
        Endpoint endpoint = admitted.identity().resource() instanceof Endpoint own ? own : first;
        Ruled ruled = ruled(admitted, pending, endpoint, buffer);
        JsonRpcReader.@Nullable Body body = ruled.body();
        @Nullable RequestFacts asked = admitted.judgement().request();
        @Nullable
        RequestFacts facts = asked == null
                ? null
                : asked.saying(AuditedRequests.messages(body == null ? List.of() : body.messages()));
        Decision judged = new Decision.Admitted(
                admitted.identity(),
                admitted.standing(),
                admitted.judgement().about(facts),
                null,
                Observers.both(admitted.observer(), bodyObserver(admitted, endpoint, body)));
        Decision.@Nullable Answered refused = ruled.refused();
        if (refused == null) {
            if (changesLists && body != null) {
                admitted.identity().askForLists(lists(body));
            }
            return judged;
        }
        Decision formed = pending.wantsResults() && body != null ? inResult(refused, body, endpoint) : refused;
        Decision denied = facts == null ? formed : AuditedRequests.about(facts, formed);
        // What was not read whole can neither be judged nor handed on.
        boolean whole = buffer != null && !buffer.isTooLarge() && !buffer.isRefused();
        if (reporting == null || !whole || !Reporting.covers(refused)) {
            return denied;
        }
        reporting.tell(denied.judgement());
        return judged;
    }

    private Ruled ruled(
            Decision.Admitted admitted, PendingMessage pending, Endpoint endpoint, @Nullable MessageBuffer buffer) {
        if (pending.refusal() != null) {
            return new Ruled(pending.refusal(), messages.read(pending.head(), buffer));
        }
        if (admitted.identity().isAnonymous()) {
            JsonRpcReader.@Nullable Body body = messages.read(pending.head(), buffer);
            Decision.@Nullable Answered refused = tokenless.refusalOf(body, pending, endpoint);
            return new Ruled(refused == null ? taskRefusal(admitted, endpoint, body) : refused, body);
        }
        MessageGate.Finding finding =
                messages.judge(endpoint.replies(), admitted.identity().user(), pending.head(), buffer);
        MessageGate.@Nullable Refusal refusal = finding.refusal();
        return new Ruled(
                refusal == null
                        ? taskRefusal(admitted, endpoint, finding.body())
                        : denials.message(refusal, admitted.judgement().user()),
                finding.body());
    }

    private static List<String> lists(JsonRpcReader.Body body) {
        List<String> lists = List.of();
        for (JsonRpcMessage message : body.messages()) {
            if (message.method().endsWith("/list")) {
                lists = lists.isEmpty() ? new ArrayList<>(1) : lists;
                lists.add(message.method());
            }
        }
        return lists;
    }

    private Decision.@Nullable Answered taskRefusal(
            Decision.Admitted admitted, Endpoint endpoint, JsonRpcReader.@Nullable Body body) {
        if (body == null) {
            return null;
        }
        Map<String, Object> user = userOf(admitted);
        Sessions.Ruling ruling = tasks.judge(body.messages(), user, endpoint, messages.areAllRead());
        return ruling == Sessions.Ruling.PASSES ? null : denials.task(ruling, user);
    }

    private @Nullable ResponseObserver bodyObserver(
            Decision.Admitted admitted, Endpoint endpoint, JsonRpcReader.@Nullable Body body) {
        return body == null
                ? null
                : Observers.both(
                        tasks.observer(body.messages(), userOf(admitted), endpoint, messages.areAllRead()),
                        names.observer(body.messages()));
    }

    private static Map<String, Object> userOf(Decision.Admitted admitted) {
        return admitted.identity().isAnonymous()
                ? Map.of()
                : admitted.identity().user();
    }

    /** The same refusal as the result of a tool's call, if it is of one, and a login would help. */
    private Decision inResult(Decision.Answered refused, JsonRpcReader.Body body, Endpoint endpoint) {
        Judgement judgement = refused.judgement();
        boolean helps = judgement.reason() == Reason.NO_TOKEN || judgement.reason() == Reason.SCOPE;
        if (!helps || !ResultChallenge.fits(body)) {
            return refused;
        }
        JsonRpcMessage call = body.messages().get(0);
        Collection<String> scopes =
                judgement.reason() == Reason.SCOPE ? judgement.needed() : scopesOf(MessageGate.operation(call));
        return new Decision.Answered(endpoint.replies().inResult(call, scopes), judgement);
    }

    /** What a caller would be asked for who had none of the scopes. */
    private Set<String> scopesOf(Operation operation) {
        @Nullable Denial denial = access.judge(Map.of(), operation);
        return denial == null ? Set.of() : new LinkedHashSet<>(denial.requiredScopes());
    }

    /**
     * @param refused null if the request may go on
     * @param body null if it could not be read
     */
    private record Ruled(Decision.@Nullable Answered refused, JsonRpcReader.@Nullable Body body) {}
}
