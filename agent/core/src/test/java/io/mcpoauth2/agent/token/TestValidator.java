package io.mcpoauth2.agent.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.IssuerSettings;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.issuer.SignatureCheck;
import io.mcpoauth2.agent.issuer.TestIssuer;
import io.mcpoauth2.agent.issuer.TestTime;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;

/** A validator with issuers, time and log in a test's hand. Every issuer publishes the keys of {@link TestToken}. */
final class TestValidator {
    static final Duration SKEW = Duration.ofSeconds(60);
    static final int MAX_TOKEN_SIZE = 16384;

    final TestTime time = new TestTime();
    private final Map<String, TestIssuer> issuers = new LinkedHashMap<>();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final CachingTokenValidator validator;

    TestValidator() {
        this(TestSettings.defaults());
    }

    TestValidator(TestSettings testSettings) {
        Settings settings = testSettings.build();
        RefusalLog log = new RefusalLog(new AgentLog(new PrintStream(lines, true, UTF_8), AgentLog.Level.DEBUG));
        Map<String, IssuerRules> rules = new LinkedHashMap<>();
        for (IssuerSettings settingsOfOne : settings.issuers()) {
            TestIssuer issuer = new TestIssuer(settingsOfOne.name(), time)
                    .publishes(TestToken.RSA.jwk(), TestToken.EC.jwk(), TestToken.ED.jwk());
            issuers.put(settingsOfOne.name(), issuer);
            rules.put(
                    settingsOfOne.name(),
                    new IssuerRules(
                            settings,
                            settingsOfOne,
                            issuer.source(),
                            Optional.empty(),
                            new Interner(),
                            CheckTrail.NONE));
        }
        validator = new CachingTokenValidator(
                settings,
                new JwtTokenValidator(
                        settings, rules, new SignatureCheck(new BoundedVerifier(2)), log, CheckTrail.NONE),
                Optional.empty(),
                DenyList.NONE,
                time,
                log,
                Measurements.NONE,
                CheckTrail.NONE);
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
        return Verdicts.of(validator, token);
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
