package io.mcpoauth2.agent.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.issuer.TestIssuer;
import io.mcpoauth2.agent.issuer.TestTime;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;

/** A validator with issuers, time and log in a test's hand. Every issuer publishes the keys of {@link TestToken}. */
final class TestValidator {
    final TestTime time = new TestTime();
    private final Map<String, TestIssuer> issuers = new LinkedHashMap<>();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final JwtTokenValidator validator;

    TestValidator() {
        this(TestSettings.defaults());
    }

    TestValidator(TestSettings testSettings) {
        Settings settings = testSettings.build();
        for (String issuer : settings.issuers()) {
            issuers.put(
                    issuer,
                    new TestIssuer(issuer, time)
                            .publishes(TestToken.RSA.jwk(), TestToken.EC.jwk(), TestToken.ED.jwk()));
        }
        validator = new JwtTokenValidator(
                settings,
                issuers.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().source())),
                time,
                2,
                new AgentLog(new PrintStream(lines, true, UTF_8), AgentLog.Level.DEBUG));
    }

    /** The first issuer. */
    TestIssuer issuer() {
        return issuers.values().iterator().next();
    }

    TestIssuer issuer(String name) {
        return Objects.requireNonNull(issuers.get(name), name);
    }

    String log() {
        return lines.toString(UTF_8);
    }

    Verdict validate(String token) {
        return validator.validate(token);
    }

    Verdict.Valid accepts(TestToken token) {
        return accepts(token.build());
    }

    Verdict.Valid accepts(String token) {
        return assertThat(validate(token))
                .asInstanceOf(InstanceOfAssertFactories.type(Verdict.Valid.class))
                .actual();
    }

    /** Refused as the caller's fault; nothing of the token in answer or log. */
    Verdict.Invalid refuses(TestToken token, String summary) {
        return refuses(token.build(), summary);
    }

    Verdict.Invalid refuses(String token, String summary) {
        Verdict.Invalid invalid = assertThat(validate(token))
                .asInstanceOf(InstanceOfAssertFactories.type(Verdict.Invalid.class))
                .actual();
        assertThat(invalid.summary()).as(invalid.details()).isEqualTo(summary);
        assertThat(log()).doesNotContain("user-1");
        for (String segment : token.split("\\.", -1)) {
            if (segment.length() > 8) {
                assertThat(log()).doesNotContain(segment);
            }
        }
        return invalid;
    }

    Verdict.Unavailable cannotTell(TestToken token) {
        return assertThat(validate(token.build()))
                .asInstanceOf(InstanceOfAssertFactories.type(Verdict.Unavailable.class))
                .actual();
    }
}
