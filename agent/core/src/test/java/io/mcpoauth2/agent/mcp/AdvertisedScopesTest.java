package io.mcpoauth2.agent.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AdvertisedScopesTest {
    @Test
    @DisplayName("R19: offline_access and what is no scope-token are left out, the rest stays once and in order")
    void onlyScopesAClientCanAskForAreAdvertised() {
        List<String> needed =
                List.of("b", "offline_access", "a", "b", "", "x y", "q\"", "back\\slash", "é", "ctl\u007f", "urn:x/~!");

        assertThat(new AdvertisedScopes("").of(needed)).containsExactly("b", "a", "urn:x/~!");
    }

    @Test
    void prefixStandsBeforeTheServersOwnScopes() {
        assertThat(new AdvertisedScopes("api://mcp/").of(List.of("mcp.use", "openid", "email", "offline_access")))
                .containsExactly("api://mcp/mcp.use", "openid", "email");
    }
}
