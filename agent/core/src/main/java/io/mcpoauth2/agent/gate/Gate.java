package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.access.RequiredScopes;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.http.HttpReply;
import io.mcpoauth2.agent.http.HttpRequestView;
import io.mcpoauth2.agent.mcp.ProtectedResourceMetadata;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.token.AuthorizationHeader;
import io.mcpoauth2.agent.token.TokenValidator;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.bridge.RequestIdentity;
import java.util.Optional;

/**
 * Decides whether a request reaches the server's own code, before any of it runs (R8).
 *
 * <p>Reads method, path, query and the Authorization header, and nothing else of the request: no forwarding header, no
 * Host, no cookie, no method override can change what it decides (I2, I3). Whatever fails in here refuses (L3). With a
 * cached verdict it takes about a microsecond: no JSON, regular expression or stream belongs on that path.
 */
public final class Gate {
    private static final Decision UNPROTECTED = new Decision.Unprotected();

    private final ProtectedResourceMetadata metadata;
    private final Routes routes;
    private final TokenValidator validator;
    private final RequiredScopes scopes;
    private final Refusals refusals;
    private final InternalFailures failures;
    private final Decision unauthenticated;
    private final Decision insufficientScope;
    private final Decision internalError;

    public Gate(Settings settings, TokenValidator validator, AgentLog log) {
        this.metadata = new ProtectedResourceMetadata(settings);
        this.routes = new Routes(settings);
        this.validator = validator;
        this.scopes = new RequiredScopes(settings.scopes());
        this.refusals = new Refusals(metadata.url(), settings.scopes());
        this.failures = new InternalFailures(log);
        this.unauthenticated = answered(refusals.unauthenticated());
        this.insufficientScope = answered(refusals.insufficientScope(settings.scopes()));
        this.internalError = answered(refusals.internalError());
    }

    /** The factory of this gate's refusals, for doors and the handler guard to answer alike. */
    public Refusals refusals() {
        return refusals;
    }

    /**
     * Decides about one request; never throws. Waits for keys as long as the validator does.
     *
     * @return what to do, with a new identity if admitted, which the door closes
     */
    public Decision admit(HttpRequestView request) {
        try {
            return decide(request);
        } catch (Throwable failure) { // Errors too, a StackOverflowError above all.
            failures.record(failure);
            return internalError;
        }
    }

    private Decision decide(HttpRequestView request) {
        Optional<HttpReply> document = metadata.answer(request);
        if (document.isPresent()) {
            return answered(document.get());
        }
        Routes.Rule rule = routes.ruleOf(request.rawPath());
        if (rule == Routes.Rule.EXEMPT) {
            return UNPROTECTED;
        }
        AuthorizationHeader credentials = AuthorizationHeader.parse(request.headers("Authorization"));
        if (credentials instanceof AuthorizationHeader.Token token) {
            return hasQueryToken(request)
                    ? answered(refusals.invalidRequest(
                            "The request has the query parameter access_token beside the Authorization header"))
                    : judge(token.value());
        }
        if (credentials instanceof AuthorizationHeader.Malformed malformed) {
            return answered(refusals.invalidRequest(malformed.reason()));
        }
        return rule == Routes.Rule.OPEN ? UNPROTECTED : unauthenticated;
    }

    private Decision judge(String token) {
        Verdict verdict = validator.validate(token);
        if (verdict instanceof Verdict.Valid valid) {
            RequestIdentity identity = new RequestIdentity(valid.user());
            return scopes.areGrantedTo(identity) ? new Decision.Admitted(identity) : insufficientScope;
        }
        if (verdict instanceof Verdict.Invalid invalid) {
            return answered(refusals.invalidToken(invalid));
        }
        return answered(refusals.keysUnavailable((Verdict.Unavailable) verdict));
    }

    private static boolean hasQueryToken(HttpRequestView request) {
        Optional<String> query = request.rawQuery();
        return query.isPresent() && QueryToken.isIn(query.get());
    }

    private static Decision answered(HttpReply reply) {
        return new Decision.Answered(reply);
    }
}
