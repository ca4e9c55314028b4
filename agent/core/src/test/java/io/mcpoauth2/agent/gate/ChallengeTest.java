package io.mcpoauth2.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.mcp.AdvertisedScopes;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChallengeTest {
    private static final String URL = "https://h.example/.well-known/oauth-protected-resource/mcp";

    private final Challenge challenge = new Challenge(URL, new AdvertisedScopes(""), List.of("a", "b"), List.of());
    private final Challenge withoutScopes = new Challenge(URL, new AdvertisedScopes(""), List.of(), List.of());

    @Test
    @DisplayName("R14, R15, R16: golden challenges")
    void goldenChallenges() {
        assertThat(challenge.withoutError()).isEqualTo("Bearer resource_metadata=\"" + URL + "\", scope=\"a b\"");
        assertThat(challenge.invalidToken("Invalid signature"))
                .isEqualTo(
                        "Bearer error=\"invalid_token\", error_description=\"Invalid signature\", resource_metadata=\""
                                + URL + "\", scope=\"a b\"");
        assertThat(challenge.invalidRequest("Two headers"))
                .isEqualTo("Bearer error=\"invalid_request\", error_description=\"Two headers\", resource_metadata=\""
                        + URL + "\"");
        assertThat(challenge.insufficientScope(List.of("b", "c")))
                .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"b c\", resource_metadata=\"" + URL + "\"");
    }

    @Test
    void withoutScopesThereIsNoScopeParameter() {
        assertThat(withoutScopes.withoutError()).isEqualTo("Bearer resource_metadata=\"" + URL + "\"");
        assertThat(withoutScopes.invalidToken("x"))
                .isEqualTo(
                        "Bearer error=\"invalid_token\", error_description=\"x\", resource_metadata=\"" + URL + "\"");
        assertThat(challenge.insufficientScope(List.of()))
                .isEqualTo("Bearer error=\"insufficient_scope\", resource_metadata=\"" + URL + "\"");
    }

    @Test
    @DisplayName("R19: offline_access is not challenged for, nor what is no scope")
    void onlyScopesAClientCanAskForAreChallenged() {
        assertThat(new Challenge(URL, new AdvertisedScopes(""), List.of("offline_access"), List.of()).withoutError())
                .isEqualTo("Bearer resource_metadata=\"" + URL + "\"");
        assertThat(challenge.insufficientScope(List.of("x\", error=\"y", "a", "offline_access")))
                .contains("scope=\"a\"");
    }

    @Test
    @DisplayName("F8: a description cannot leave its quotes, its line or pose as a parameter")
    void descriptionIsSanitised() {
        String hostile = "a\"b\\c\r\nSet-Cookie: x=1 scope=\"all\" error=none é\u0000\u2028";

        assertThat(withoutScopes.invalidToken(hostile))
                .isEqualTo("Bearer error=\"invalid_token\", error_description=\"a'b/c??Set-Cookie: x:1 scope:'all'"
                        + " error:none ???\", resource_metadata=\"" + URL + "\"");
    }

    @Test
    @DisplayName("F8: whatever the character, the description keeps to RFC 6750 section 3")
    void descriptionKeepsToTheAllowedCharacters() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String value = withoutScopes.invalidRequest(String.valueOf((char) c));
            char shown = value.charAt(value.indexOf("error_description=\"") + "error_description=\"".length());

            assertThat(shown).isBetween(' ', '~').isNotIn('"', '\\', '=');
        }
    }

    @Test
    void descriptionIsBounded() {
        assertThat(withoutScopes.invalidToken("x".repeat(100_000))).hasSizeLessThan(400);
    }
}
