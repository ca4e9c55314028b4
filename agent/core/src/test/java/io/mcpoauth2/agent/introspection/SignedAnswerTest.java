package io.mcpoauth2.agent.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.issuer.SigningKey;
import io.mcpoauth2.agent.issuer.TestTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9701: answers that are signed JWTs. */
class SignedAnswerTest {
    private static final String TYPE = "application/token-introspection+jwt";
    private static final long NOW = TestTime.START.getEpochSecond();

    private final IntrospectionServer server = new IntrospectionServer("introspection_response", "jwt");
    private final Map<String, String> header =
            new TreeMap<>(Map.of("typ", "\"token-introspection+jwt\"", "alg", "\"EdDSA\"", "kid", "\"key\""));
    private final Map<String, String> claims = new TreeMap<>(Map.of(
            "iss",
            "\"" + server.http.origin() + "\"",
            "aud",
            "\"me:1\"",
            "iat",
            "" + NOW,
            "token_introspection",
            "{\"active\":true,\"sub\":\"user-1\"}"));

    private Answer ask(SigningKey key) {
        server.answers(200, TYPE, key.token("EdDSA", json(header), json(claims)));
        Answer answer = server.ask("t");
        server.close();
        return answer;
    }

    private static String json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void signedAnswerIsAskedForAndTaken() {
        assertThat(ask(IntrospectionServer.KEY))
                .isInstanceOfSatisfying(
                        Answer.Active.class,
                        active -> assertThat(active.claims()).containsOnlyKeys("active", "sub"));
        assertThat(server.requests().get(0)).containsEntry("Accept", TYPE);
    }

    @Test
    void signedAnswerThatATokenIsNotActiveIsTaken() {
        claims.put("token_introspection", "{\"active\":false}");
        assertThat(ask(IntrospectionServer.KEY)).isInstanceOf(Answer.Inactive.class);
    }

    @ParameterizedTest(name = "G9 a signed answer whose {0} is {1} is no answer")
    @CsvSource(
            value = {
                "typ | \"JWT\"",
                "typ | \"at+jwt\"",
                "alg | \"none\"",
                "alg | \"RS256\"",
                "kid | \"other\"",
                "iss | \"https://other.example\"",
                "iss | null",
                "aud | \"other\"",
                "aud | [\"other\"]",
                "aud | null",
                "iat | 0",
                "iat | \"now\"",
                "iat | null",
                "iat | 1777899600",
                "token_introspection | true",
                "token_introspection | null",
                "token_introspection | {\"active\":\"true\"}",
                "token_introspection | {}"
            },
            delimiter = '|')
    @DisplayName("G9")
    void wrongSignedAnswerIsNoAnswer(String name, String value) {
        (header.containsKey(name) ? header : claims).put(name, value);
        assertThat(ask(IntrospectionServer.KEY)).isInstanceOf(Answer.Unavailable.class);
        assertThat(server.log()).doesNotContain("user-1");
    }

    @Test
    @DisplayName("G9 an answer that somebody else has signed is no answer")
    void forgedAnswerIsNoAnswer() {
        assertThat(ask(SigningKey.ed25519("key"))).isInstanceOf(Answer.Unavailable.class);
    }

    @Test
    @DisplayName("G9 where answers have to be signed, plain JSON is no answer")
    void unsignedAnswerIsNoAnswer() {
        server.answersJson("{\"active\":true}");
        assertThat(server.ask("t")).isInstanceOf(Answer.Unavailable.class);
        server.close();
    }
}
