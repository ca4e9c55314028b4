package io.mcpoauth2.agent.gate;

import com.github.benmanes.caffeine.cache.Ticker;
import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import io.mcpoauth2.agent.judgement.Judgement;
import io.mcpoauth2.agent.judgement.JudgementListener;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.judgement.RequestFacts;
import io.mcpoauth2.agent.proof.ProofOfPossession;
import io.mcpoauth2.agent.sessions.Sessions;
import io.mcpoauth2.agent.sessions.TaskOwners;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.token.TokenValidator;
import io.mcpoauth2.agent.wait.Caller;
import io.mcpoauth2.bridge.RequestIdentity;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request reaches the server's own code, before any of it runs (R8).
 *
 * <p>Runs on event loops as well as on threads of requests: nothing in here waits. Reads method, path, query, origin,
 * credentials and their proofs, and nothing else of the request: no Host, no cookie, no method override can change what it
 * decides, and no forwarding header but that of a configured proxy (I2, I3, H5). Whatever fails in here refuses (L3). With a
 * cached verdict it takes about a microsecond: no JSON, regular expression or stream belongs on that path.
 */
public final class Gate {
    private static final Ruling.Settled EXEMPT = open(Reason.EXEMPT);
    static final Ruling.Settled OPEN = open(Reason.OPEN);

    private final Documents documents;
    private final Routes routes;
    private final PageRequests pages;
    private final Endpoints endpoints;
    private final MessageGate messages;
    private final TokenlessRequests tokenless;
    private final MessageRulings messageRulings;
    private final CredentialsJudge credentials;
    private final InternalFailures failures;
    private final Denials denials;
    private final JudgementListener listener;
    /** Null where what is refused is refused. */
    private final @Nullable Reporting reporting;

    /** Null where nothing but counters is told of requests. */
    private final @Nullable AuditedRequests audited;

    public Gate(
            Settings settings,
            Access access,
            TokenValidator validator,
            ProofOfPossession possession,
            AgentLog log,
            JudgementListener listener) {
        this.documents = new Documents(settings);
        this.routes = new Routes(settings);
        CrossOrigin crossOrigin = new CrossOrigin(settings);
        this.endpoints = new Endpoints(settings, access, log);
        TaskOwners tasks = new TaskOwners(settings.sessions(), log, Ticker.systemTicker());
        this.messages = new MessageGate(access, settings.access(), tasks.needMessages());
        this.failures = new InternalFailures(log);
        this.denials = endpoints.first().denials();
        this.listener = listener;
        boolean reports = settings.mode() == Settings.Mode.REPORT;
        this.reporting = reports ? new Reporting(listener, log) : null;
        this.pages = new PageRequests(crossOrigin, denials, this::failed, reporting);
        this.audited = settings.audit().isOn() ? new AuditedRequests(settings) : null;
        Sessions sessions = new Sessions(settings.sessions(), Ticker.systemTicker());
        this.tokenless = new TokenlessRequests(settings, access, messages, sessions, crossOrigin);
        this.messageRulings = new MessageRulings(
                access,
                messages,
                tokenless,
                tasks,
                new ListedNames(access, log),
                endpoints.first(),
                !reports && settings.lists().areChanged(),
                reporting);
        this.credentials = new CredentialsJudge(
                settings,
                validator,
                possession,
                new CallerDecisions(
                        settings, validator, messages, tokenless, sessions, crossOrigin, denials, reporting),
                tokenless,
                documents::elsewhere,
                denials);
    }

    /** Where what would be refused is told of; empty unless in report mode. */
    public Optional<Reporting> reporting() {
        return Optional.ofNullable(reporting);
    }

    /** The factory of this gate's refusals, for doors and the handler guard to answer alike. */
    public ErrorReplies refusals() {
        return endpoints.first().replies();
    }

    /** The same where the request is known, which may be for another resource than the first. */
    public ErrorReplies refusals(HttpRequestView request) {
        Endpoint endpoint = endpoints.of(request);
        return endpoint == null ? refusals() : endpoint.replies();
    }

    /** The same where the caller is known, who was admitted to one resource. */
    public ErrorReplies refusals(@Nullable RequestIdentity caller) {
        return caller != null && caller.resource() instanceof Endpoint endpoint ? endpoint.replies() : refusals();
    }

    /**
     * Answers a request for the metadata document, and decides nothing about any other: for a container that looks for an
     * application before the request reaches a door.
     *
     * @return empty if the request is for something else
     */
    public Optional<HttpReply> document(HttpRequestView request) {
        long start = System.nanoTime();
        Optional<HttpReply> document = documents.at(request);
        if (document.isPresent()) {
            listener.judged(Judgement.ofNobody(Reason.METADATA), System.nanoTime() - start);
        }
        return document;
    }

    /**
     * Rules on one request; never waits and never throws.
     *
     * @param request is not looked at any more after the call, so that its server may use it again
     * @return what to do, with a new identity if admitted, which the door closes
     */
    public Ruling rule(HttpRequestView request, Caller caller) {
        long start = System.nanoTime();
        @Nullable RequestFacts facts = null;
        Ruling ruling;
        try {
            facts = audited == null ? null : audited.factsOf(request);
            ruling = judge(request, caller);
        } catch (Throwable failure) { // Errors too, a StackOverflowError above all.
            ruling = new Ruling.Settled(failed(failure));
        }
        if (ruling instanceof Ruling.Settled settled) {
            Decision decision = told(settled.decision(), facts);
            tell(decision, start);
            return reporting == null && facts == null ? ruling : settled(decision);
        }
        Ruling.Pending pending = (Ruling.Pending) ruling;
        @Nullable RequestFacts later = facts;
        CompletableFuture<Decision> decision =
                pending.decision().exceptionally(this::failed).thenApply(made -> told(made, later));
        var unused = decision.thenAccept(made -> tell(made, start));
        return new Ruling.Pending(decision, pending.whenBusy());
    }

    /**
     * Rules on the message of an admitted request; never waits and never throws.
     *
     * @param admitted with a message
     * @param buffer the whole body, or what there was room for; null if it ended too early
     * @return the same without a message, or the answer that refuses it
     */
    public Decision ruleMessage(Decision.Admitted admitted, @Nullable MessageBuffer buffer) {
        long start = System.nanoTime();
        Decision decision;
        try {
            decision = messageRulings.rule(admitted, buffer);
        } catch (Throwable failure) {
            decision = failed(failure);
        }
        @Nullable RequestFacts facts = admitted.judgement().request();
        if (facts != null && decision.judgement().request() == null) { // A failure's.
            decision = AuditedRequests.about(facts, decision);
        }
        listener.judged(decision.judgement(), System.nanoTime() - start);
        List<String> origin = Objects.requireNonNull(admitted.message()).head().origin();
        return origin.isEmpty() ? decision : CrossOrigin.readable(decision, origin.get(0));
    }

    /** Whether a request of that method may bring a message that has to be judged, if it is admitted. */
    public boolean mayReadMessage(String method) {
        return messages.mayRead(method) || tokenless.mayRead(method);
    }

    /** In report mode a request that would be refused goes on as nobody's; an audit is told which request it was. */
    private Decision told(Decision decision, @Nullable RequestFacts facts) {
        Decision about = facts == null ? decision : AuditedRequests.about(facts, decision);
        if (reporting == null || !Reporting.covers(about)) {
            return about;
        }
        reporting.tell(about.judgement());
        return facts == null ? OPEN.decision() : AuditedRequests.about(facts, OPEN.decision());
    }

    /** One whose message is still to be judged is told of then. */
    private void tell(Decision decision, long start) {
        if (decision instanceof Decision.Admitted admitted && admitted.message() != null) {
            return;
        }
        listener.judged(decision.judgement(), System.nanoTime() - start);
    }

    private Decision failed(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        failures.record(cause);
        return denials.internalError();
    }

    private Ruling judge(HttpRequestView request, Caller caller) {
        Optional<HttpReply> document = documents.at(request);
        if (document.isPresent()) {
            return settled(Denials.answer(document.get(), Reason.METADATA));
        }
        Routes.Rule rule = routes.ruleOf(request);
        if (rule == Routes.Rule.EXEMPT) {
            return EXEMPT;
        }
        if (rule == Routes.Rule.PROTECTED) {
            List<String> origin = request.headers(CrossOrigin.ORIGIN);
            if (!origin.isEmpty()) {
                return pages.judge(request, origin, () -> judge(request, rule, caller));
            }
        }
        return judge(request, rule, caller);
    }

    private Ruling judge(HttpRequestView request, Routes.Rule rule, Caller caller) {
        boolean open = rule == Routes.Rule.OPEN;
        Endpoint endpoint = endpoints.of(request);
        if (endpoint == null) {
            return open
                    ? OPEN
                    : settled(documents
                            .elsewhere(request)
                            .map(elsewhere -> Denials.answer(elsewhere, Reason.METADATA))
                            .orElseGet(denials::noResource));
        }
        return credentials.judge(request, endpoint, open, caller);
    }

    private static Ruling settled(Decision decision) {
        return new Ruling.Settled(decision);
    }

    private static Ruling.Settled open(Reason reason) {
        return new Ruling.Settled(new Decision.Unprotected(Judgement.ofNobody(reason)));
    }
}
