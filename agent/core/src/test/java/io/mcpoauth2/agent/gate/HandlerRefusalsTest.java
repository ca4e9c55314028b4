package io.mcpoauth2.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.Replies;
import io.mcpoauth2.agent.mcp.AdvertisedScopes;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HandlerRefusalsTest {
    private static final String URL = "https://h.example/.well-known/oauth-protected-resource/mcp";

    private final ErrorReplies refusals =
            new ErrorReplies(URL, new AdvertisedScopes(""), List.of("mcp:use"), List.of(), false);
    private final HandlerRefusals handlerRefusals = new HandlerRefusals(refusals);

    static Stream<Throwable> notAuthenticated() {
        return Stream.of(
                new io.mcpoauth2.NotAuthenticatedException("x"),
                new io.mcpoauth2.bridge.NotAuthenticatedException("x"));
    }

    static Stream<Throwable> notAuthorizedForScopes() {
        return Stream.of(
                new io.mcpoauth2.NotAuthorizedException("x", Set.of("files:write", "files:read")),
                new io.mcpoauth2.bridge.NotAuthorizedException("x", Set.of("files:write", "files:read")));
    }

    static Stream<Throwable> notAuthorizedForARole() {
        return Stream.of(
                new io.mcpoauth2.NotAuthorizedException("Tools.drop: needs the role admin", Set.of()),
                new io.mcpoauth2.bridge.NotAuthorizedException("Tools.drop: needs the role admin", Set.of()));
    }

    @ParameterizedTest
    @MethodSource("notAuthenticated")
    void missingIdentityIs401WithoutErrorCode(Throwable failure) {
        assertThat(handlerRefusals.refusalOf(failure)).containsSame(refusals.unauthenticated());
        assertThat(Replies.headers(refusals.unauthenticated(), "WWW-Authenticate"))
                .containsExactly("Bearer resource_metadata=\"" + URL + "\", scope=\"mcp:use\"");
    }

    @ParameterizedTest
    @MethodSource("notAuthorizedForScopes")
    @DisplayName("R20, L5: a missing scope is 403 and challenges for all scopes, those of every request included")
    void missingScopeIs403WithAllScopes(Throwable failure) {
        HttpReply reply = handlerRefusals.refusalOf(failure).orElseThrow();

        Replies.assertError(
                reply,
                403,
                "INSUFFICIENT_PERMISSIONS",
                "Insufficient permissions",
                "The request needs all of these scopes: mcp:use files:read files:write");
        assertThat(Replies.headers(reply, "WWW-Authenticate"))
                .containsExactly("Bearer error=\"insufficient_scope\", scope=\"mcp:use files:read files:write\", "
                        + "resource_metadata=\"" + URL + "\"");
    }

    @ParameterizedTest
    @MethodSource("notAuthorizedForARole")
    void missingRoleIs403WithoutChallenge(Throwable failure) {
        HttpReply reply = handlerRefusals.refusalOf(failure).orElseThrow();

        Replies.assertError(
                reply, 403, "INSUFFICIENT_PERMISSIONS", "Insufficient permissions", "Tools.drop: needs the role admin");
        assertThat(Replies.headers(reply, "WWW-Authenticate")).isEmpty();
    }

    @Test
    void refusalIsFoundAmongTheCauses() {
        Throwable wrapped = new io.mcpoauth2.NotAuthenticatedException("x");
        for (int i = 0; i < 5; i++) {
            wrapped = new RuntimeException(wrapped);
        }

        assertThat(handlerRefusals.refusalOf(wrapped)).containsSame(refusals.unauthenticated());
    }

    @Test
    void otherFailuresAndCyclesAreNoRefusal() {
        Exception first = new Exception();
        first.initCause(new Exception(first));

        assertThat(handlerRefusals.refusalOf(first)).isEmpty();
        assertThat(handlerRefusals.refusalOf(new SecurityException("NotAuthorizedException")))
                .isEmpty();
    }

    @Test
    void copyOfAnotherVersionIsRefusedWithoutChallenge() {
        HttpReply broken = handlerRefusals
                .refusalOf(new io.mcpoauth2.NotAuthorizedException("needs more", Set.of("broken")))
                .orElseThrow();
        HttpReply otherType = handlerRefusals
                .refusalOf(new io.mcpoauth2.NotAuthorizedException("needs more", Set.of(1, 2)))
                .orElseThrow();

        Replies.assertError(broken, 403, "INSUFFICIENT_PERMISSIONS", "Insufficient permissions", "needs more");
        Replies.assertError(otherType, 403, "INSUFFICIENT_PERMISSIONS", "Insufficient permissions", "needs more");
    }

    @Test
    void messageIsBounded() {
        HttpReply reply = handlerRefusals
                .refusalOf(new io.mcpoauth2.NotAuthorizedException("x".repeat(100_000), Set.of()))
                .orElseThrow();

        assertThat(reply.body()).hasSizeLessThan(1_000);
    }
}
