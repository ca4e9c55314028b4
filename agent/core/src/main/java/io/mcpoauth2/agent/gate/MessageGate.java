package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.access.Operation;
import io.mcpoauth2.agent.config.AccessSettings;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import io.mcpoauth2.agent.jose.MalformedJsonException;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.mcp.JsonRpcMessage;
import io.mcpoauth2.agent.mcp.JsonRpcReader;
import io.mcpoauth2.bridge.Denial;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The gate's second phase: judges what an admitted caller's message asks for, before anything of an answer is committed, so
 * that a client can log in for the scopes that it lacks (R20, R21).
 *
 * <p>Runs on event loops too: must not wait. A batch is judged whole (J1). What is no request and no notification has no
 * method, and so the policy's default.
 */
final class MessageGate {
    /** Of MCP, that have batches; requests of clients that name none may be of such a one. */
    private static final Set<String> REVISIONS_WITH_BATCHES = Set.of("2025-03-26", "2024-11-05");

    private final Access access;
    private final int maxSize;
    private final MessageRoutes routes;
    private final MessageFaults faults;
    private final JsonRpcReader reader;

    MessageGate(Access access, AccessSettings settings) {
        this.access = access;
        this.maxSize = settings.maxMessageSize();
        this.routes = new MessageRoutes(settings.messageRoutes());
        this.faults = new MessageFaults(maxSize);
        this.reader = new JsonRpcReader(maxSize);
    }

    /**
     * The answer to a message that may not go on, and why.
     *
     * @param scopes that it needs, where one of them is missing; else empty
     */
    record Refusal(HttpReply reply, Reason reason, Set<String> scopes) {
        Refusal(HttpReply reply, Reason reason) {
            this(reply, reason, Set.of());
        }
    }

    int maxSize() {
        return maxSize;
    }

    /** Whether there may be messages to judge. */
    boolean mayRead(String method) {
        return access.needsMessages() && MessageRoutes.mayHaveMessage(method);
    }

    /** What is kept of a request's head if its message is to be judged; null if it is not. */
    @Nullable
    MessageHead headOf(HttpRequestView request) {
        if (!access.needsMessages() || !routes.contain(request)) {
            return null;
        }
        MessageHead head = MessageHead.of(request);
        return access.isConfigured() || isPlainlyMessage(head) ? head : null;
    }

    /**
     * Where nothing but handlers' own demands is judged, their guards hold in any case: a body that may be something else
     * is left to the application.
     */
    private boolean isPlainlyMessage(MessageHead head) {
        return head.length() > 0
                && faults.of(head) == null
                && head.contentType().size() == 1
                && head.contentType().get(0).toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    /** Judges what is known before the message is read; null if it may be. */
    @Nullable
    Refusal refusalOf(MessageHead head) {
        @Nullable HttpReply fault = faults.of(head);
        return fault == null ? null : new Refusal(fault, Reason.MESSAGE);
    }

    Refusal broken() {
        return new Refusal(faults.broken(), Reason.MESSAGE);
    }

    /**
     * Judges the message.
     *
     * @param replies of the resource that the request is for
     * @param parsed is shown the messages, if they can be read
     * @return null if it may go on
     */
    @Nullable
    Refusal judge(
            ErrorReplies replies,
            Map<String, Object> user,
            MessageHead head,
            MessageBuffer buffer,
            Consumer<List<JsonRpcMessage>> parsed) {
        if (buffer.isTooLarge()) {
            return new Refusal(faults.tooLarge(), Reason.MESSAGE);
        }
        if (buffer.isRefused()) {
            return new Refusal(faults.busy(), Reason.BUSY);
        }
        byte[] bytes = buffer.bytes();
        if (head.length() >= 0 && head.length() != bytes.length) {
            return broken(); // A filter has read a part of it, say, or all.
        }
        if (bytes.length == 0) {
            return refusal(replies, user, List.of(new Operation("", null, null)));
        }
        JsonRpcReader.Body body;
        try {
            body = reader.read(bytes);
        } catch (MalformedJsonException e) {
            return access.isConfigured() ? new Refusal(faults.malformed(), Reason.MESSAGE) : null;
        }
        parsed.accept(body.messages());
        @Nullable HttpReply mismatch = access.isConfigured() ? mismatch(head, body) : null;
        if (mismatch != null) {
            return new Refusal(mismatch, Reason.MESSAGE);
        }
        return refusal(
                replies,
                user,
                body.messages().stream()
                        .filter(message -> message.kind() != JsonRpcMessage.Kind.RESPONSE)
                        .map(message -> new Operation(message.method(), message.name(), message.uri()))
                        .toList());
    }

    private @Nullable HttpReply mismatch(MessageHead head, JsonRpcReader.Body body) {
        if (body.batch()) {
            for (String version : head.version()) {
                if (!REVISIONS_WITH_BATCHES.contains(version.strip())) {
                    return faults.batch();
                }
            }
            return null;
        }
        return head.version().contains(HeaderMismatch.REVISION)
                ? HeaderMismatch.of(head, body.messages().get(0))
                : null;
    }

    private @Nullable Refusal refusal(ErrorReplies replies, Map<String, Object> user, List<Operation> operations) {
        Set<String> scopes = new LinkedHashSet<>();
        for (int i = 0; i < operations.size(); i++) {
            @Nullable Denial denial = access.judge(user, operations.get(i));
            if (denial != null && denial.requiredScopes().isEmpty()) {
                return new Refusal(replies.forbidden(denial.message()), Reason.POLICY);
            }
            if (denial != null) {
                scopes.addAll(denial.requiredScopes());
            }
        }
        return scopes.isEmpty() ? null : new Refusal(replies.insufficientScope(scopes), Reason.SCOPE, scopes);
    }
}
