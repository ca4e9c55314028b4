package io.mcpoauth2.agent.gate;

import static io.mcpoauth2.agent.gate.TestRoutes.admit;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.HttpReply.Header;
import io.mcpoauth2.agent.exchange.Replies;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.exchange.SampleResponse;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.mcp.SampleSettings;
import io.mcpoauth2.agent.token.TokenValidator;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.agent.wait.Caller;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page of an allowed origin can read, and may send. */
class CrossOriginTest {
    private static final String PAGE = "https://app.example.com";
    private static final List<Header> HEADERS = List.of(
            new Header("Access-Control-Allow-Origin", PAGE),
            new Header("Vary", "Origin"),
            new Header(
                    "Access-Control-Expose-Headers",
                    "WWW-Authenticate, Mcp-Session-Id, Mcp-Protocol-Version, Last-Event-Id, DPoP-Nonce"));

    private final SampleSettings settings = SampleSettings.DEFAULT.with("allowed_origins", PAGE);

    @Test
    void everyAnswerOfTheGateCanBeRead() {
        for (SampleRequest request : List.of(
                page(),
                page().bearer("bad"),
                page().bearer("unknown"),
                page().bearer("broken"),
                page().header("Authorization", "Bearer a b"),
                page().bearer("good").query("access_token=good"))) {
            assertReadable(answer(settings, request));
        }
        assertReadable(answer(settings.scopes("a"), page().bearer("good")));
        assertReadable(answer(settings.with("require_user", "true"), page().bearer("client")));
    }

    @Test
    void anAnswerForEverybodyIsLeftAsItIs() {
        HttpReply reply = answer(
                settings,
                SampleRequest.of("GET", "/mcp/.well-known/openid-configuration").header("Origin", PAGE));
        assertThat(reply.status()).isEqualTo(404);
        assertThat(Replies.headers(reply, "Access-Control-Allow-Origin")).containsExactly("*");
    }

    @Test
    void answersThatComeLaterCanBeRead() {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        Ruling.Pending busy = pending(verdict);
        assertReadable(reply(busy.whenBusy()));

        Ruling.Pending refused = pending(verdict);
        verdict.complete(new Verdict.Invalid(Reason.EXPIRY, "Expired", "x"));
        assertReadable(reply(refused.decision().join()));

        Ruling.Pending failed = pending(CompletableFuture.failedFuture(new IllegalStateException("a bug")));
        assertReadable(reply(failed.decision().join()));
    }

    private Ruling.Pending pending(CompletableFuture<Verdict> verdict) {
        CompletableFuture<Verdict> later = new CompletableFuture<>();
        TokenValidator validator = new TokenValidator() {
            @Override
            public @Nullable Verdict now(String token) {
                return null;
            }

            @Override
            public CompletableFuture<Verdict> later(String token, Caller caller) {
                return later;
            }
        };
        Ruling ruling = TestRoutes.gate(settings, validator).gate().rule(page().bearer("t"), Caller.EVENT_LOOP);
        assertThat(ruling).isInstanceOf(Ruling.Pending.class);
        var unused = verdict.whenComplete((found, failure) -> {
            if (failure == null) {
                later.complete(found);
            } else {
                later.completeExceptionally(failure);
            }
        });
        return (Ruling.Pending) ruling;
    }

    @Test
    void refusalThatCannotBeChangedGoesOutAsItIs() {
        String[] nothing = new String[1];
        HttpReply broken = new HttpReply(503, List.of(new Header(nothing[0], "x")), new byte[0]);
        Decision refusal = Denials.answer(broken, Reason.FAILURE);
        assertThat(CrossOrigin.readable(refusal, PAGE)).isSameAs(refusal);
    }

    @Test
    void preflightNeedsNoTokenAndIsAnsweredHere() {
        HttpReply reply = answer(
                settings,
                preflight("POST")
                        .header(
                                "Access-Control-Request-Headers",
                                "authorization,content-type,mcp-protocol-version,mcp-session-id,mcp-param-region"));

        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.hasBody()).isFalse();
        assertThat(Replies.headers(reply, "Access-Control-Allow-Origin")).containsExactly(PAGE);
        assertThat(Replies.headers(reply, "Access-Control-Allow-Methods")).containsExactly("GET, POST, DELETE");
        assertThat(Replies.headers(reply, "Access-Control-Allow-Headers"))
                .containsExactly("authorization,content-type,mcp-protocol-version,mcp-session-id,mcp-param-region");
        assertThat(Replies.headers(reply, "Access-Control-Max-Age")).containsExactly("3600");
        assertThat(Replies.headers(reply, "Vary")).containsExactly("Access-Control-Request-Headers", "Origin");
        assertThat(Replies.headers(reply, "Access-Control-Allow-Credentials")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nSet-Cookie: x", "a;b", "a\u0000", "é", ""})
    void whatIsNoListOfNamesIsNotReflected(String asked) {
        HttpReply reply = answer(settings, preflight("POST").header("Access-Control-Request-Headers", asked));
        assertThat(reply.status()).isEqualTo(204);
        assertThat(Replies.headers(reply, "Access-Control-Allow-Headers")).isEmpty();
    }

    @Test
    void listsWithoutEndAreNotReflected() {
        HttpReply reply =
                answer(settings, preflight("POST").header("Access-Control-Request-Headers", "a,".repeat(1_000)));
        assertThat(Replies.headers(reply, "Access-Control-Allow-Headers")).isEmpty();
    }

    @Test
    void optionsThatIsNoPreflightNeedsAToken() {
        assertReadable(answer(settings, SampleRequest.of("OPTIONS", "/mcp").header("Origin", PAGE)));
        assertThat(answer(settings, SampleRequest.of("OPTIONS", "/mcp").header("Access-Control-Request-Method", "POST"))
                        .status())
                .isEqualTo(401);
        assertThat(answer(settings, page().header("Access-Control-Request-Method", "POST"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void applicationsOwnAnswersCarryTheHeadersUnlessItHasSetThem() {
        SampleResponse plain = new SampleResponse(200).with("Vary", "Accept");
        observer(page()).responding(plain);
        assertThat(plain.headers("Access-Control-Allow-Origin")).containsExactly(PAGE);
        assertThat(plain.headers("Vary")).containsExactly("Accept", "Origin");
        SampleResponse own = new SampleResponse(200).with("Access-Control-Allow-Origin", "*");
        observer(page()).responding(own);
        assertThat(own.headers("Access-Control-Allow-Origin")).containsExactly("*");
        assertThat(own.headers("Vary")).isEmpty();
        SampleResponse noPage = new SampleResponse(200);
        observer(SampleRequest.post("/mcp")).responding(noPage);
        assertThat(noPage.headers("Vary")).isEmpty();
    }

    private ResponseObserver observer(SampleRequest request) {
        Decision.Admitted admitted =
                (Decision.Admitted) TestRoutes.gate(settings, TestRoutes::judge).admit(request.bearer("good"));
        return Objects.requireNonNull(admitted.observer());
    }

    private static SampleRequest page() {
        return SampleRequest.post("/mcp").header("Origin", PAGE);
    }

    private static SampleRequest preflight(String method) {
        return SampleRequest.of("OPTIONS", "/mcp")
                .header("Origin", PAGE)
                .header("Access-Control-Request-Method", method);
    }

    private static HttpReply answer(SampleSettings settings, SampleRequest request) {
        return reply(admit(settings, request));
    }

    private static HttpReply reply(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Answered.class);
        return ((Decision.Answered) decision).reply();
    }

    private static void assertReadable(HttpReply reply) {
        assertThat(reply.status()).isGreaterThanOrEqualTo(400);
        assertThat(reply.headers()).endsWith(HEADERS.toArray(Header[]::new));
        assertThat(Replies.headers(reply, "Access-Control-Allow-Origin")).hasSize(1);
    }
}
