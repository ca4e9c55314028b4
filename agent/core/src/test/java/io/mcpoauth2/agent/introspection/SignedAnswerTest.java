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
                "typ | \"JWT\" | typ",
                "typ | \"at+jwt\" | typ",
                "alg | \"none\" | algorithm",
                "alg | \"RS256\" | signature",
                "kid | \"other\" | signature",
                "iss | \"https://other.example\" | iss",
                "iss | null | iss",
                "aud | \"other\" | aud",
                "aud | [\"other\"] | aud",
                "aud | null | aud",
                "iat | 0 | iat",
                "iat | \"now\" | iat",
                "iat | null | iat",
                "iat | 1777899600 | iat",
                "exp | 1777895940 | exp",
                "exp | \"never\" | exp",
                "nbf | 1777896061 | nbf",
                "nbf | null | nbf",
                "token_introspection | true | token_introspection",
                "token_introspection | null | token_introspection",
                "token_introspection | {\"active\":\"true\"} | active",
                "token_introspection | {} | active"
            },
            delimiter = '|')
    @DisplayName("G9")
    void wrongSignedAnswerIsNoAnswer(String name, String value, String reason) {
        (header.containsKey(name) ? header : claims).put(name, value);
        assertThat(ask(IntrospectionServer.KEY)).isInstanceOf(Answer.Unavailable.class);
        assertThat(server.log().replaceFirst(".*introspect: ", ""))
                .contains(reason)
                .doesNotContain("user-1");
    }

    @Test
    void signedAnswerThatIsInTimeButForTheClocksIsTaken() {
        claims.put("exp", "1777895941");
        claims.put("nbf", "1777896060");
        assertThat(ask(IntrospectionServer.KEY)).isInstanceOf(Answer.Active.class);
    }

    @Test
    void signedAnswerForSeveralIsTaken() {
        claims.put("aud", "[\"other\",\"me:1\"]");
        assertThat(ask(IntrospectionServer.KEY)).isInstanceOf(Answer.Active.class);
    }

    @Test
    @DisplayName("G9 an answer that is signed by an algorithm that is not configured is no answer")
    void answerByAnotherAlgorithmIsNoAnswer() {
        IntrospectionServer strict = new IntrospectionServer("introspection_response", "jwt", "algorithms", "RS256");
        claims.put("iss", "\"" + strict.http.origin() + "\"");
        strict.answers(200, TYPE, IntrospectionServer.KEY.token("EdDSA", json(header), json(claims)));
        assertThat(strict.ask("t")).isInstanceOf(Answer.Unavailable.class);
        assertThat(strict.log()).contains("algorithm");
        strict.close();
        server.close();
    }

    @Test
    @DisplayName("G9 what is no JWT is no signed answer")
    void answerThatIsNoJwtIsNoAnswer() {
        server.answers(200, TYPE, "{\"active\":true}");
        assertThat(server.ask("t")).isInstanceOf(Answer.Unavailable.class);
        assertThat(server.log()).contains("no JWT that can be read");
        server.close();
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
