package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.proof.ProofOfPossession;
import io.mcpoauth2.agent.sessions.Sessions;
import io.mcpoauth2.agent.token.AuthorizationHeader;
import io.mcpoauth2.agent.wait.Caller;
import java.util.List;
import java.util.stream.Stream;

/**
 * A request that brings a token.
 *
 * @param endpoint the resource that it is for
 * @param open whether the path is open, so that a token of another issuer is the application's own
 * @param unasked whether the token is only to tell who calls: nothing about it refuses
 */
record Attempt(
        HttpRequestView request,
        Endpoint endpoint,
        AuthorizationHeader.Token sent,
        boolean open,
        boolean unasked,
        Caller caller) {
    /** Of what is judged after the token. */
    private static final List<String> HEADERS = Stream.of(
                    MessageHead.HEADERS, Sessions.headers(), List.of(CrossOrigin.ORIGIN, ResultChallenge.USER_AGENT))
            .flatMap(List::stream)
            .toList();

    /** The same with values of its own, to be judged by whichever thread brings what is missing. */
    Attempt kept(ProofOfPossession possession) {
        return new Attempt(possession.headOf(request, HEADERS), endpoint, sent, open, unasked, Caller.EVENT_LOOP);
    }
}
