package io.mcpoauth2.agent.gate;

import static io.mcpoauth2.agent.gate.TestGate.statusOf;
import static io.mcpoauth2.agent.gate.TokenlessGate.CHATGPT;
import static io.mcpoauth2.agent.gate.TokenlessGate.METADATA;
import static io.mcpoauth2.agent.gate.TokenlessGate.assertPlain;
import static io.mcpoauth2.agent.gate.TokenlessGate.call;
import static io.mcpoauth2.agent.gate.TokenlessGate.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.Replies;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.mcp.SampleSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The form of refusals for clients that look for a challenge in results. */
class ResultChallengeTest {
    private final SampleSettings settings = TokenlessGate.SETTINGS;
    private final Access access = TokenlessGate.access();

    @ParameterizedTest
    @CsvSource({
        "admin, mcp:use files:admin",
        "mine, mcp:use",
        "other, mcp:use",
    })
    @DisplayName("challenge=auto: a known client finds the challenge of a tool's call in its result")
    void knownClientIsChallengedInAResult(String tool, String scopes) {
        TestGate auto = TokenlessGate.of(settings.with("challenge", "auto"), access);
        HttpReply reply = ((Decision.Answered) auto.send(post().header("User-Agent", CHATGPT), call(tool))).reply();

        assertThat(reply.status()).isEqualTo(200);
        JsonNode answer = Replies.json(reply);
        assertThat(answer.at("/id").asText()).isEqualTo("seven");
        assertThat(answer.at("/result/isError").asBoolean()).isTrue();
        assertThat(answer.at("/result/_meta").get("mcp/www_authenticate").get(0).asText())
                .isEqualTo(
                        "Bearer error=\"insufficient_scope\", error_description=\"This tool needs a login\", scope=\""
                                + scopes + "\", " + METADATA);
        assertThat(Replies.headers(reply, "WWW-Authenticate")).isEmpty();
    }

    @Test
    void realStatusIsCounted() {
        TestGate auto = TokenlessGate.of(settings.with("challenge", "auto"), access);
        Decision refused = auto.send(post().header("User-Agent", CHATGPT), call("admin"));
        assertThat(refused.judgement().reason()).isEqualTo(Reason.NO_TOKEN);

        Decision lacking = auto.send(post().bearer("good").header("User-Agent", CHATGPT), call("admin"));
        assertThat(lacking.judgement().reason()).isEqualTo(Reason.SCOPE);
        assertThat(statusOf(lacking)).isEqualTo(200);
    }

    @Test
    @DisplayName("challenge=auto: what every request needs is asked for in a result, too")
    void lackOfRequiredScopesIsToldInAResult() {
        TestGate auto = TokenlessGate.of(settings.scopes("never:granted").with("challenge", "auto"), access);
        SampleRequest request = post().bearer("good").header("User-Agent", CHATGPT);

        Decision refused = auto.send(request, call("weather"));
        assertThat(statusOf(refused)).isEqualTo(200);
        assertThat(refused).isInstanceOf(Decision.Answered.class);
        assertThat(statusOf(auto.send(request, call("weather").replace("tools/call", "tools/list"))))
                .isEqualTo(403);
        assertThat(TokenlessGate.of(settings.scopes("never:granted"), access).admit(request))
                .isInstanceOf(Decision.Answered.class);
    }

    @Test
    @DisplayName("challenge=auto: other clients, other messages, bad tokens and roles are answered as ever")
    void nothingElseChangesItsForm() {
        TestGate auto = TokenlessGate.of(settings.with("challenge", "auto"), access);
        SampleRequest known = post().header("User-Agent", CHATGPT);
        assertPlain(auto.send(known, "{\"id\":1,\"method\":\"resources/read\"}"));
        assertPlain(auto.send(known, "{\"method\":\"tools/call\"}"));
        assertPlain(auto.send(known, '[' + call("admin") + ']'));
        assertPlain(auto.send(post().header("User-Agent", "Claude-User"), call("admin")));
        assertPlain(auto.send(post().header("User-Agent", "x openai-mcp/1.0.0"), call("admin")));
        assertThat(statusOf(auto.admit(post().bearer("bad").header("User-Agent", CHATGPT))))
                .isEqualTo(401);
        assertThat(statusOf(auto.send(post().bearer("good").header("User-Agent", CHATGPT), call("mine"))))
                .isEqualTo(403);
    }
}
