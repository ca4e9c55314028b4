package io.mcpoauth2.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTokenTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "access_token=x",
                "access_token=",
                "access_token",
                "a=b&access_token=x",
                "&&access_token=x&c",
                "access_token&a",
                "%61ccess_token=x",
                "access%5Ftoken=x",
                "access%5ftoken",
                "%61%63%63%65%73%73%5f%74%6f%6b%65%6e=x",
                "a%26b&access_token"
            })
    @DisplayName("F5: the parameter is found by its decoded name")
    void parameterIsFoundByItsDecodedName(String query) {
        assertThat(QueryToken.isIn(query)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "=access_token",
                "a=access_token",
                "a=access_token=b",
                "access_tokens=x",
                "xaccess_token=x",
                "access_toke",
                "ACCESS_TOKEN=x",
                "access+token=x",
                "access_token%20=x",
                "access_token%",
                "access_toke%6",
                "access_toke%",
                "%zzccess_token=x",
                "%2561ccess_token=x",
                "access_token%00=x",
                "a%26access_token=x"
            })
    void otherParametersAreNotTakenForIt(String query) {
        assertThat(QueryToken.isIn(query)).isFalse();
    }
}
