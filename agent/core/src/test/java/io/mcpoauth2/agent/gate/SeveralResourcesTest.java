package io.mcpoauth2.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.Replies;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.mcp.SampleSettings;
import io.mcpoauth2.agent.token.Standing;
import io.mcpoauth2.agent.token.TokenValidator;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.agent.token.Verdicts;
import io.mcpoauth2.bridge.UserKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows C1 and C4: a token for one resource of a server is none for another; the token's text is its audience. */
class SeveralResourcesTest {
    private static final String A = "https://h.example/a";
    private static final String B = "https://h.example/a/b";

    @TempDir
    private static Path folder;

    private SampleSettings settings = SampleSettings.DEFAULT;
    private @Nullable Predicate<Verdict.Valid> review;

    @BeforeEach
    void configure() throws IOException {
        Path file = folder.resolve("agent.json");
        Files.writeString(file, """
                {"resources": [
                  {"resource": "https://h.example/a", "scopes": "a:use"},
                  {"resource": "https://h.example/a/b", "audience": ["https://h.example/a/b", "api://b"],
                   "advertised_scopes": "offline_access",
                   "metadata_url": "https://h.example/a/.well-known/oauth-protected-resource/b"}
                ]}
                """);
        settings = new SampleSettings(
                SampleSettings.DEFAULT
                        .texts()
                        .without("audience")
                        .without("resource")
                        .with("config_file", file.toString()),
                SampleSettings.DEFAULT.address(),
                SampleSettings.DEFAULT.exempt(),
                SampleSettings.DEFAULT.protectedRoutes());
    }

    @Test
    @DisplayName("C1: the longest prefix by segments decides whose token is wanted")
    void aTokenIsForTheResourceOfItsPath() {
        assertAdmitted("/a", A);
        assertAdmitted("/a/", A);
        assertAdmitted("/a/x", A);
        assertAdmitted("/a/bx", A);
        assertAdmitted("/a/b", B);
        assertAdmitted("/a/b/c", B);
        assertAdmitted("/a/b", "api://b");
        assertAdmitted("/a/b", "HTTPS://H.example:443/a/b");
    }

    @Test
    @DisplayName("C1: a token for another resource is 401 with the challenge of this one")
    void aTokenForAnotherResourceIsRefused() {
        HttpReply reply = answer("/a/b", A);
        Replies.assertError(
                reply,
                401,
                "TOKEN_VALIDATION_ERROR",
                "Token validation failed: Invalid audience",
                "Expected audience: api://b or https://h.example/a/b");
        assertThat(Replies.headers(reply, "WWW-Authenticate").get(0))
                .contains("resource_metadata=\"https://h.example/a/.well-known/oauth-protected-resource/b\"")
                .endsWith("scope=\"offline_access\"");
        assertThat(answer("/a", B).status()).isEqualTo(401);
        assertThat(answer("/a", "api://b").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ax", "/b", "/A", "/a/../a", "/%61", "/a;x", "//a", "/a//b", "/a/b%2f"})
    @DisplayName("C1: a path of none, and one that is not plain, accepts no token")
    void pathOfNoneAcceptsNoToken(String path) {
        for (String token : List.of(A, B)) {
            HttpReply reply = answer(path, token);
            assertThat(reply.status()).isEqualTo(404);
            assertThat(Replies.headers(reply, "WWW-Authenticate")).isEmpty();
        }
        assertThat(((Decision.Answered) gate(settings).admit(SampleRequest.post(path)))
                        .reply()
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anOpenPathOfNonePassesAsNobody() {
        SampleSettings open = settings.protectedRoutes("/a");
        assertThat(gate(open).admit(SampleRequest.post("/x").bearer(A))).isInstanceOf(Decision.Unprotected.class);
        assertThat(gate(settings.exempt("/x")).admit(SampleRequest.post("/x").bearer(A)))
                .isInstanceOf(Decision.Unprotected.class);
        assertThat(gate(settings.nothingProtected())
                        .admit(SampleRequest.post("/x").bearer(A)))
                .isInstanceOf(Decision.Unprotected.class);
    }

    @Test
    void anOpenPathOfOneKnowsCallersOfThatOne() {
        SampleSettings open = settings.protectedRoutes("/other");
        assertThat(gate(open).admit(SampleRequest.post("/a/b").bearer(B))).isInstanceOf(Decision.Admitted.class);
        assertThat(gate(open).admit(SampleRequest.post("/a/b").bearer(A))).isInstanceOf(Decision.Unprotected.class);
    }

    @Test
    @DisplayName("C1: challenges for a login are those of the path's resource, with its scopes")
    void challengesAreOfTheResource() {
        assertThat(challenge("/a"))
                .isEqualTo("Bearer resource_metadata=\"https://h.example/.well-known/oauth-protected-resource/a\","
                        + " scope=\"a:use\"");
        assertThat(challenge("/a/b"))
                .isEqualTo("Bearer resource_metadata=\"https://h.example/a/.well-known/oauth-protected-resource/b\","
                        + " scope=\"offline_access\"");
    }

    @Test
    @DisplayName("C1: the scopes of one resource are not those of another")
    void scopesAreOfTheResource() {
        HttpReply reply = answer("/a", "poor " + A);
        assertThat(reply.status()).isEqualTo(403);
        assertThat(Replies.headers(reply, "WWW-Authenticate").get(0)).contains("scope=\"a:use\"");
        assertAdmitted("/a/b", "poor " + B);
    }

    @Test
    @DisplayName("C1, C4: each resource has its document, where a proxy lets it through")
    void eachResourceHasItsDocument() {
        String wellKnown = "/.well-known/oauth-protected-resource";
        assertDocument(wellKnown, A);
        assertDocument(wellKnown + "/a", A);
        assertDocument(wellKnown + "/a/b", B);
        assertDocument("/a" + wellKnown + "/b", B);
        assertDocument(wellKnown + "/b", B);
        assertThat(answer(wellKnown + "/c", A).status()).isEqualTo(404);
    }

    @Test
    @DisplayName("C1, E5: what the issuer says later is judged for the resource that the request is for")
    void standingIsJudgedForTheResource() {
        assertAdmitted("/a/b", B);
        Predicate<Verdict.Valid> stillAdmits = review;
        assertThat(stillAdmits).isNotNull();
        assertThat(stillAdmits).accepts(verdict(B)).rejects(verdict(A));
    }

    @Test
    void aHandlersRefusalHasTheChallengeOfTheResource() {
        TestGate gate = gate(settings);
        Decision.Admitted admitted =
                (Decision.Admitted) gate.admit(SampleRequest.post("/a/b").bearer(B));
        for (ErrorReplies replies : List.of(
                gate.gate().refusals(SampleRequest.post("/a/b")),
                gate.gate().refusals(admitted.identity()),
                gate.gate().refusals(admitted.identity().again()))) {
            assertThat(Replies.headers(replies.insufficientScope(Set.of("x")), "WWW-Authenticate"))
                    .containsExactly("Bearer error=\"insufficient_scope\", scope=\"x\","
                            + " resource_metadata=\"https://h.example/a/.well-known/oauth-protected-resource/b\"");
        }
        assertThat(gate.gate().refusals(SampleRequest.post("/x"))).isSameAs(gate.refusals());
    }

    @Test
    void originsOfAllResourcesAreAllowed() {
        assertThat(gate(settings).admit(SampleRequest.post("/a/b").bearer(B).header("Origin", "https://h.example")))
                .isInstanceOf(Decision.Admitted.class);
    }

    private String challenge(String path) {
        Decision decision = gate(settings).admit(SampleRequest.post(path));
        return Replies.headers(((Decision.Answered) decision).reply(), "WWW-Authenticate")
                .get(0);
    }

    private void assertDocument(String path, String resource) {
        HttpReply reply = ((Decision.Answered) gate(settings).admit(SampleRequest.of("GET", path))).reply();
        assertThat(reply.status()).as(path).isEqualTo(200);
        assertThat(Replies.json(reply).get("resource").textValue()).isEqualTo(resource);
    }

    private void assertAdmitted(String path, String token) {
        assertThat(gate(settings).admit(SampleRequest.post(path).bearer(token)))
                .as(path)
                .isInstanceOf(Decision.Admitted.class);
    }

    private HttpReply answer(String path, String token) {
        Decision decision = gate(settings).admit(SampleRequest.post(path).bearer(token.replace(' ', '_')));
        assertThat(decision).as(path).isInstanceOf(Decision.Answered.class);
        return ((Decision.Answered) decision).reply();
    }

    /** Knows every token from the cache, as one that was accepted at another resource. */
    private TestGate gate(SampleSettings of) {
        return TestRoutes.gate(of, new TokenValidator() {
            @Override
            public Verdict now(String token) {
                return verdict(token);
            }

            @Override
            public Standing standing(String token, Verdict.Valid verdict, Predicate<Verdict.Valid> admits) {
                review = admits;
                return (Instant now) -> Standing.End.NONE;
            }
        });
    }

    private static Verdict.Valid verdict(String token) {
        boolean poor = token.startsWith("poor");
        String audience = poor ? token.substring(5) : token;
        return Verdicts.valid(
                Map.of(
                        UserKeys.ISSUER,
                        "https://as.example.com/",
                        UserKeys.SUBJECT,
                        "u",
                        UserKeys.SCOPES,
                        poor ? Set.of() : Set.of("a:use"),
                        UserKeys.CLAIMS,
                        Map.of("aud", audience)),
                Optional.empty());
    }
}
