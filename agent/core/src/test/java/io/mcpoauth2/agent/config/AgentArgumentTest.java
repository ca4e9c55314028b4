package io.mcpoauth2.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentArgumentTest {
    private final Problems problems = new Problems();

    private Map<String, String> read(@Nullable String text) {
        Map<String, String> values = new LinkedHashMap<>();
        AgentArgument.read(text, problems).forEach((key, setting) -> values.put(key.text(), setting.text()));
        return values;
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void absentArgumentHasNoPairs(@Nullable String text) {
        assertThat(read(text)).isEmpty();
        assertThat(problems.errors()).isEmpty();
    }

    @Test
    void commaBeforeAKeyAndEqualsSignStartsAPairAndNoOtherDoes() {
        assertThat(read("audience=a,b,https://c.example/?x=y,scopes,scopes=s, resource=r,allow_http"))
                .isEqualTo(Map.of(
                        "audience", "a,b,https://c.example/?x=y,scopes", "scopes", "s", "resource", "r,allow_http"));
        assertThat(problems.errors()).isEmpty();
    }

    @Test
    void valueMayHoldEqualsSignsAndBeEmpty() {
        assertThat(read("client_id=a=b,issuer=")).isEqualTo(Map.of("client_id", "a=b", "issuer", ""));
        assertThat(problems.errors()).isEmpty();
    }

    @Test
    void trailingCommaBelongsToTheValue() {
        assertThat(read("issuer=a,")).isEqualTo(Map.of("issuer", "a,"));
        assertThat(read(",")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"isuer=x,audience=a", "audience=a,isuer=x", "audience=a,b, isuer=x"})
    void unknownKeyIsAnErrorAndNoPartOfTheListBeforeIt(String text) {
        assertThat(read(text).get("audience")).doesNotContain("isuer");
        assertThat(problems.errors()).extracting(Problem::key).containsExactly("isuer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OAUTH2_ISSUER", "oauth2.issuer", "ISSUER", "jwks-uri"})
    void otherSpellingOfAKeyIsUnknown(String key) {
        assertThat(read("audience=a," + key + "=x")).isEqualTo(Map.of("audience", "a"));
        assertThat(problems.errors()).extracting(Problem::key).containsExactly(key);
    }

    @Test
    void keyGivenTwiceIsAnErrorAndTheFirstCounts() {
        assertThat(read("issuer=a,issuer=b")).isEqualTo(Map.of("issuer", "a"));
        assertThat(problems.errors()).extracting(Problem::key).containsExactly("issuer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "=hunter2", "hun ter2=x", ",issuer=hunter2", "hunter2,issuer=x"})
    void textThatDoesNotBeginWithAPairIsAnErrorThatDoesNotShowIt(String text) {
        read(text);
        assertThat(problems.errors()).hasSize(1);
        assertThat(problems.errors().get(0).render()).doesNotContain("hunter2").contains("begin with key=value");
    }
}
