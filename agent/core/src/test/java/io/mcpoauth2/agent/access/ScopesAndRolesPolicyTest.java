package io.mcpoauth2.agent.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.mcpoauth2.agent.config.PolicySettings;
import io.mcpoauth2.agent.config.TestPolicy;
import io.mcpoauth2.bridge.Denial;
import io.mcpoauth2.bridge.RequestIdentity;
import io.mcpoauth2.bridge.UserKeys;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopesAndRolesPolicyTest {
    @Test
    void handlerWithoutNeedsAdmitsEveryCaller() {
        assertThat(policy(Set.of(), Set.of()).judge(user(Set.of(), Set.of()))).isNull();
    }

    @Test
    void allScopesAndOneRoleAdmit() {
        ScopesAndRolesPolicy policy = policy(Set.of("a", "b"), Set.of("admin", "ops"));

        assertThat(policy.judge(user(Set.of("a", "b", "c"), Set.of("ops")))).isNull();
    }

    @Test
    void oneOfTwoScopesIsDeniedWithAllScopesNamed() {
        ScopesAndRolesPolicy policy = policy(Set.of("b", "a"), Set.of());

        assertThat(policy.judge(user(Set.of("a", "secret"), Set.of())))
                .isEqualTo(new Denial("needs the scopes a, b", Set.of("a", "b")));
    }

    @Test
    void missingRoleIsDeniedWithoutScopes() {
        assertThat(policy(Set.of("a"), Set.of("ops", "admin")).judge(user(Set.of("a"), Set.of("x"))))
                .isEqualTo(new Denial("needs one of the roles admin, ops", Set.of()));
        assertThat(policy(Set.of(), Set.of("admin")).judge(user(Set.of("admin"), Set.of())))
                .isEqualTo(new Denial("needs the role admin", Set.of()));
    }

    @Test
    void whoBringsNoTokenIsAdmittedByAnAnonymousRuleAlone() {
        Access access = new Access(
                TestPolicy.of("allow", "[{\"method\": \"tools/call\", \"name\": \"weather\", \"anonymous\": true}]"));
        RequestIdentity anonymous = RequestIdentity.anonymous(null);

        for (String tool : List.of("weather", "other")) {
            Operation operation = new Operation("tools/call", tool, null);
            assertThat(new ScopesAndRolesPolicy(Set.of(), Set.of(), access, operation).judge(anonymous) == null)
                    .isEqualTo(tool.equals("weather"));
            assertThat(new ScopesAndRolesPolicy(Set.of("a"), Set.of(), access, operation).judge(anonymous))
                    .isNotNull();
            assertThat(new ScopesAndRolesPolicy(Set.of(), Set.of("r"), access, operation).judge(anonymous))
                    .isNotNull();
        }
        assertThat(new ScopesAndRolesPolicy(Set.of(), Set.of(), access, null).judge(anonymous))
                .isNotNull();
    }

    @Test
    void missingRoleIsToldBeforeMissingScope() {
        assertThat(policy(Set.of("a"), Set.of("admin")).judge(user(Set.of(), Set.of())))
                .isEqualTo(new Denial("needs the role admin", Set.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"files:readwrite", "files", "FILES:READ", "files:read ", "x files:read", "files:*", "*", ""})
    @DisplayName("E8: a scope is granted by exactly the same token")
    void similarScopeIsDenied(String granted) {
        ScopesAndRolesPolicy policy = policy(Set.of("files:read"), Set.of());

        assertThat(policy.judge(user(Set.of(granted), Set.of()))).isNotNull();
    }

    @Test
    void userMapWithoutSetsGrantsNothing() {
        ScopesAndRolesPolicy scope = policy(Set.of("a"), Set.of());
        ScopesAndRolesPolicy role = policy(Set.of(), Set.of("a"));

        assertThat(scope.judge(new RequestIdentity(Map.of()))).isNotNull();
        assertThat(role.judge(new RequestIdentity(Map.of()))).isNotNull();
        assertThat(scope.judge(new RequestIdentity(Map.of(UserKeys.SCOPES, List.of("a")))))
                .isNotNull();
        assertThat(role.judge(new RequestIdentity(Map.of(UserKeys.ROLES, "a")))).isNotNull();
    }

    @Test
    void judgingAllocatesNothing() {
        ScopesAndRolesPolicy policy = policy(Set.of("a", "b"), Set.of("admin", "ops"));
        RequestIdentity allowed = user(Set.of("a", "b", "c"), Set.of("ops"));
        RequestIdentity denied = user(Set.of("a"), Set.of());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int calls = 20_000;

        long before = threads.getCurrentThreadAllocatedBytes();
        int denials = 0;
        for (int i = 0; i < calls; i++) {
            denials += policy.judge(allowed) == null ? 0 : 1;
            denials += policy.judge(denied) == null ? 0 : 1;
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(denials).isEqualTo(calls);
        assertThat(allocated).as("bytes in all").isLessThan(calls);
    }

    @Test
    void requiredScopesKeepTheirOrderOnceEach() {
        assertThat(new RequiredScopes(List.of("b", "a", "b"), () -> ScopeHierarchy.NONE).asList())
                .containsExactly("b", "a");
    }

    private static ScopesAndRolesPolicy policy(Set<String> scopes, Set<String> roles) {
        return new ScopesAndRolesPolicy(scopes, roles, new Access(PolicySettings.NONE), null);
    }

    private static RequestIdentity user(Set<String> scopes, Set<String> roles) {
        return new RequestIdentity(Map.of(UserKeys.SCOPES, scopes, UserKeys.ROLES, roles));
    }
}
