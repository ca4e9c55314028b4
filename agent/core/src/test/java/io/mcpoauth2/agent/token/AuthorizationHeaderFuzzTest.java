package io.mcpoauth2.agent.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;

/** Authorization headers of any bytes. */
class AuthorizationHeaderFuzzTest {
    /** RFC 6750 §2.1, but for padding before a dot (row A11); RFC 9449 §7.1 and RFC 9110 §5.5, §11.1. */
    private static final Pattern TOKEN = Pattern.compile("[ \\t]*(?<scheme>(?i:bearer|dpop)) +"
            + "(?<token>(?!=+[ \\t]*$)(?:[A-Za-z0-9._~+/-]|=(?=[=.]|[ \\t]*$))+)[ \\t]*");

    private static final Pattern REASON = Pattern.compile("[A-Z][A-Za-z0-9 ]+");

    @DisplayName("F2, F3, F4 a header is a token if and only if the grammar says so, and two headers never are")
    @FuzzTest(maxDuration = "10s")
    void tokenIsWhatTheGrammarSays(byte[] header) {
        String value = new String(header, ISO_8859_1);
        AuthorizationHeader parsed = AuthorizationHeader.parse(List.of(value), true);
        Matcher token = TOKEN.matcher(value);
        if (token.matches()) {
            AuthorizationHeader.Scheme scheme =
                    AuthorizationHeader.Scheme.valueOf(token.group("scheme").toUpperCase(Locale.ROOT));
            assertThat(parsed).isEqualTo(new AuthorizationHeader.Token(scheme, token.group("token")));
        } else {
            assertThat(parsed).isNotInstanceOf(AuthorizationHeader.Token.class);
        }
        if (parsed instanceof AuthorizationHeader.Malformed malformed) {
            assertThat(malformed.reason()).matches(REASON);
        }
        assertThat(AuthorizationHeader.parse(List.of(value, value), true))
                .isInstanceOf(AuthorizationHeader.Malformed.class);
    }
}
