package io.mcpoauth2.agent.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationHeaderTest {
    @Test
    @DisplayName("F1 no header at all is no token")
    void absentHeaderIsNone() {
        assertThat(AuthorizationHeader.parse(List.of(), false)).isEqualTo(new AuthorizationHeader.None());
    }

    @ParameterizedTest(name = "F1, F6 [{0}] is no token")
    @ValueSource(
            strings = {
                "",
                " ",
                "Bearer",
                "bearer",
                "Bearer ",
                "Bearer    ",
                "Basic dXNlcjpwYXNz",
                "Negotiate YII=",
                "DPoP a.b.c",
                "Bearerx",
                "Digest username=\"x\", realm=\"y\"",
                "Custom",
                "Digest realm=\"a\", bearerish=\"b\""
            })
    @DisplayName("F1, F6")
    void headerWithoutBearerTokenIsNone(String value) {
        assertThat(AuthorizationHeader.parse(List.of(value), false)).isEqualTo(new AuthorizationHeader.None());
    }

    @ParameterizedTest(name = "F2 [{0}] is the token a.b-c_d~e+f/g=")
    @ValueSource(
            strings = {
                "Bearer a.b-c_d~e+f/g=",
                "bearer a.b-c_d~e+f/g=",
                "BEARER a.b-c_d~e+f/g=",
                "bEaReR    a.b-c_d~e+f/g=",
                " Bearer a.b-c_d~e+f/g= "
            })
    @DisplayName("F2")
    void schemeIsCaseInsensitiveAndSpacesMayBeSeveral(String value) {
        assertThat(AuthorizationHeader.parse(List.of(value), false))
                .isEqualTo(new AuthorizationHeader.Token(AuthorizationHeader.Scheme.BEARER, "a.b-c_d~e+f/g="));
    }

    @ParameterizedTest(name = "A11 {0} is a token, for whoever reads its parts to refuse")
    @ValueSource(strings = {"a=.b.c", "a.b==.c", "a.b.c=", "a==.b=.c=", "=.b.c", "a.=.c"})
    @DisplayName("A11")
    void partsMayBePadded(String token) {
        assertThat(AuthorizationHeader.parse(List.of("Bearer " + token), false))
                .isEqualTo(new AuthorizationHeader.Token(AuthorizationHeader.Scheme.BEARER, token));
    }

    @ParameterizedTest(name = "F3 [{0}] is malformed")
    @ValueSource(
            strings = {
                "Bearer\ta",
                "Bearer \ta",
                "Bearer\u00A0a",
                "Bearer a\u00A0",
                "Bearer \u00A0a",
                "\u00A0Bearer a",
                ",Bearer a",
                ", Bearer a",
                "Bearer a,b",
                "Bearer a, b",
                "Bearer a b",
                "Bearer \"a\"",
                "Bearer a\u0000",
                "Bearer a\r\nX: y",
                "Bearer ä",
                "Bearer =",
                "Bearer ==",
                "Bearer a=b",
                "Bearer =a",
                "Bearer a=.b=c",
                "Bearer a=.b c",
                "Bearer a;b",
                "Bearer,a",
                "Bearer=a",
                "Bearer:a",
                "\"Bearer\" a",
                "Bearer a{}",
                "Bearer a%20",
                "Bearer \uFF21",
                "Bearer \u0141",
                "Bearer a\u2126b",
                "Bearer a?b",
                "Bearer a\u00FF",
                "Bearer @",
                "Bearer [",
                "Bearer `",
                "Bearer {",
                "Bearer :"
            })
    @DisplayName("F3")
    void anythingElseBehindBearerIsMalformed(String value) {
        assertThat(AuthorizationHeader.parse(List.of(value), false)).isInstanceOf(AuthorizationHeader.Malformed.class);
    }

    @Test
    @DisplayName("F4 two headers are malformed, whatever they hold")
    void twoHeadersAreMalformed() {
        assertMalformed("Bearer a", "Bearer a");
        assertMalformed("Bearer a", "Bearer b");
        assertMalformed("Bearer a", "DPoP a");
        assertMalformed("Basic a", "Bearer b");
        assertMalformed("Bearer a", "");
    }

    @ParameterizedTest(name = "F4 [{0}] is malformed")
    @ValueSource(
            strings = {
                "Basic a, Bearer b",
                "Basic a,bearer b",
                "DPoP a,\tBEARER\tb",
                "Bearer a, Basic b",
                "Basic a, Bearer"
            })
    @DisplayName("F4")
    void joinedHeadersAreMalformed(String value) {
        assertMalformed(value);
    }

    @Test
    @DisplayName("F4 a proof-bound credential that was joined to another one is malformed where such are known")
    void joinedDpopIsMalformedWhereItIsKnown() {
        assertThat(AuthorizationHeader.parse(List.of("Basic a, DPoP b"), true))
                .isInstanceOf(AuthorizationHeader.Malformed.class);
        assertThat(AuthorizationHeader.parse(List.of("Basic a, DPoP b"), false))
                .isEqualTo(new AuthorizationHeader.None());
        assertThat(AuthorizationHeader.parse(List.of("Basic a, b"), true)).isEqualTo(new AuthorizationHeader.None());
    }

    @Test
    void everyLetterAndDigitMayBeInSchemeAndToken() {
        assertThat(AuthorizationHeader.parse(List.of("azAZ09!#$%&'*+-.^_`|~ x"), false))
                .isEqualTo(new AuthorizationHeader.None());
        assertThat(AuthorizationHeader.parse(List.of("Bearer azAZ09"), false))
                .isEqualTo(new AuthorizationHeader.Token(AuthorizationHeader.Scheme.BEARER, "azAZ09"));
    }

    @Test
    void tokenIsNotShown() {
        assertThat(AuthorizationHeader.parse(List.of("Bearer secret"), false).toString())
                .doesNotContain("secret");
        assertThat(AuthorizationHeader.parse(List.of("Bearer se,cret"), false).toString())
                .doesNotContain("cret");
    }

    private static void assertMalformed(String... values) {
        assertThat(AuthorizationHeader.parse(List.of(values), false)).isInstanceOf(AuthorizationHeader.Malformed.class);
    }
}
