package io.mcpoauth2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class McpEndpointTest {
    @McpEndpoint(scopes = "files:read", roles = "admin")
    static final class Marked {
        @McpEndpoint
        void bare() {}
    }

    @Test
    void isKeptAtRunTimeOnClassesAndMethods() throws NoSuchMethodException {
        McpEndpoint onClass = Objects.requireNonNull(Marked.class.getAnnotation(McpEndpoint.class));
        assertThat(onClass.scopes()).containsExactly("files:read");
        assertThat(onClass.roles()).containsExactly("admin");

        McpEndpoint onMethod =
                Objects.requireNonNull(Marked.class.getDeclaredMethod("bare").getAnnotation(McpEndpoint.class));
        assertThat(onMethod.scopes()).isEmpty();
        assertThat(onMethod.roles()).isEmpty();
    }
}
