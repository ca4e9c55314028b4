package io.mcpoauth2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NotAuthorizedExceptionTest {
    @Test
    void keepsItsOwnCopyOfTheRequiredScopes() {
        Set<String> scopes = new HashSet<>(Set.of("files:read"));
        NotAuthorizedException refusal = new NotAuthorizedException("needs files:read", scopes);
        scopes.clear();

        assertThat(refusal).isInstanceOf(SecurityException.class).hasMessage("needs files:read");
        assertThat(refusal.requiredScopes()).containsExactly("files:read");
    }
}
