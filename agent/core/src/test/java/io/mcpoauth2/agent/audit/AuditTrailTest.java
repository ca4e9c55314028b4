package io.mcpoauth2.agent.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.judgement.Judgement;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.judgement.RequestFacts;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.bridge.RequestIdentity;
import io.mcpoauth2.bridge.UserKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTrailTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Map<String, Object> USER = Map.of(
            UserKeys.ISSUER, "https://as.example",
            UserKeys.SUBJECT, "alice",
            UserKeys.EMAIL, "alice@example.com",
            UserKeys.CLIENT_ID, "c",
            UserKeys.SCOPES, Set.of("a"));

    private final List<String> lines = new ArrayList<>();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private boolean broken;

    @Test
    void aRefusalTellsWhoAskedForWhatAndWhatIsMissing() {
        AuditTrail trail = trail(keyed(), 10);
        trail.judged(
                new Judgement(Reason.SCOPE, USER)
                        .needing(Set.of("b"))
                        .about(facts(new RequestFacts.Message("tools/call", "delete", "", TRACE))),
                42_000);
        trail.writeAll();

        String hash = new Subjectless(keyed()).hash();
        assertThat(lines)
                .containsExactly("{\"time\":\"1970-01-01T00:00:00Z\",\"event\":\"decision\",\"request.id\":\"r1\","
                        + "\"decision\":\"refused\",\"reason\":\"scope\",\"http.request.method\":\"POST\","
                        + "\"url.path\":\"/mcp\",\"mcp.method.name\":\"tools/call\",\"gen_ai.tool.name\":\"delete\","
                        + "\"traceparent\":\"" + TRACE + "\",\"oauth.issuer\":\"https://as.example\","
                        + "\"enduser.pseudo.id\":\"" + hash + "\",\"oauth.client.id\":\"c\","
                        + "\"scopes.needed\":[\"b\"],\"scopes.missing\":[\"b\"],\"duration_us\":42}");
        assertThat(hash).hasSize(64);
    }

    @Test
    void withoutAKeyNobodyIsNamed() {
        AuditTrail trail = trail(new Subjects(Optional.empty(), false), 10);
        trail.judged(new Judgement(Reason.ACCEPTED, USER), 0);
        trail.ended("Tools.search", new RequestIdentity(USER), null, 0);
        trail.writeAll();
        assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line).doesNotContain("alice", "enduser"));
        assertThat(lines.get(0)).contains("\"decision\":\"admitted\"");
    }

    @Test
    void aPlainSubjectIsWrittenOnlyWhereItIsWanted() {
        AuditTrail trail = trail(new Subjects(Optional.empty(), true), 10);
        trail.judged(new Judgement(Reason.ACCEPTED, USER), 0);
        trail.writeAll();
        assertThat(lines.get(0)).contains("\"enduser.id\":\"alice\"").doesNotContain("alice@example.com");
    }

    @Test
    void subjectsOfTwoIssuersAreTwo() {
        Subjectless subjects = new Subjectless(keyed());
        assertThat(subjects.hash()).isNotEqualTo(subjects.hashAt("https://other.example"));
    }

    @Test
    void outcomesHaveTheNameOfTheirRequestAndTheClassOfTheirFailure() {
        RequestIdentity caller = new RequestIdentity(USER);
        caller.nameRequest("r1");
        AuditTrail trail = trail(new Subjects(Optional.empty(), false), 10);
        trail.ended("Tools.search", caller, null, 1_000);
        trail.ended("Tools.search", caller.again(), new IllegalStateException("secret"), 2_000);
        trail.writeAll();
        assertThat(lines.get(0))
                .contains(
                        "\"event\":\"outcome\",\"request.id\":\"r1\",\"handler\":\"Tools.search\",\"outcome\":\"ran\"")
                .contains("\"duration_us\":1}");
        assertThat(lines.get(1))
                .contains("\"request.id\":\"r1\"", "\"outcome\":\"failed\"", "java.lang.IllegalStateException")
                .doesNotContain("secret");
    }

    @Test
    void whatIsReportedIsToldAsSuch() {
        AuditTrail trail = trail(keyed(), 10);
        trail.judged(Judgement.ofNobody(Reason.NO_TOKEN).reported(), 0);
        trail.judged(Judgement.ofNobody(Reason.EXEMPT), 0);
        trail.judged(Judgement.ofNobody(Reason.METADATA), 0);
        trail.writeAll();
        assertThat(lines.get(0)).contains("\"decision\":\"reported\",\"reason\":\"no_token\"");
        assertThat(lines.get(1)).contains("\"decision\":\"passed\"");
        assertThat(lines.get(2)).contains("\"decision\":\"answered\"");
    }

    @Test
    void whatAClientWritesIsBoundedAndPrintable() {
        AuditTrail trail = trail(keyed(), 10);
        trail.judged(
                Judgement.ofNobody(Reason.NO_TOKEN)
                        .about(facts(
                                new RequestFacts.Message("tools/call\n\u202e\"", "x".repeat(10_000), "\u0000", "")))
                        .reported(),
                0);
        trail.writeAll();
        assertThat(lines.get(0))
                .contains("\"mcp.method.name\":\"tools/call??\\\"\"", "\"mcp.resource.uri\":\"?\"")
                .contains("\"" + "x".repeat(256) + "\"")
                .doesNotContain("x".repeat(257));
    }

    @Test
    void aBatchIsToldWhole() {
        AuditTrail trail = trail(keyed(), 10);
        trail.judged(
                Judgement.ofNobody(Reason.SCOPE)
                        .about(facts(
                                new RequestFacts.Message("tools/list", "", "", ""),
                                new RequestFacts.Message("tools/call", "delete", "", ""))),
                0);
        trail.writeAll();
        assertThat(lines.get(0))
                .contains(
                        "\"mcp.method.name\":[\"tools/list\",\"tools/call\"]",
                        "\"gen_ai.tool.name\":[\"\",\"delete\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                "00 4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "x"
            })
    void aMalformedTraceparentIsDropped(String traceparent) {
        AuditTrail trail = trail(keyed(), 10);
        trail.judged(
                Judgement.ofNobody(Reason.SCOPE).about(facts(new RequestFacts.Message("ping", "", "", traceparent))),
                0);
        trail.writeAll();
        assertThat(lines.get(0)).doesNotContain("traceparent").contains("ping");
    }

    @Test
    void whatFindsNoRoomIsDroppedAndToldOf() {
        AuditTrail trail = trail(keyed(), 2);
        for (int i = 0; i < 5; i++) {
            trail.judged(Judgement.ofNobody(Reason.NO_TOKEN), 0);
        }
        assertThat(trail.dropped()).isEqualTo(3);
        trail.writeAll();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("\"event\":\"dropped\",\"count\":3");
        assertThat(trail.dropped()).isZero();
    }

    @Test
    void whatCannotBeWrittenIsCountedAndTheLogSaysSo() {
        AuditTrail trail = trail(keyed(), 10);
        broken = true;
        trail.judged(Judgement.ofNobody(Reason.NO_TOKEN), 0);
        trail.judged(Judgement.ofNobody(Reason.NO_TOKEN), 0);
        trail.writeAll();
        assertThat(trail.dropped()).isEqualTo(2);
        assertThat(log.toString(UTF_8).lines())
                .containsExactly("[mcp-oauth2-agent] ERROR the audit could not be written (java.io.IOException),"
                        + " 1 times so far");
        broken = false;
        trail.judged(Judgement.ofNobody(Reason.NO_TOKEN), 0);
        trail.writeAll();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("\"count\":2");
    }

    @Test
    void theEndWaitsForNobodyWhoDoesNotWrite() {
        AuditTrail trail = trail(keyed(), 1);
        trail.judged(Judgement.ofNobody(Reason.NO_TOKEN), 0);

        trail.finish(Duration.ofMillis(1)); // No room for the mark, and no thread.
        trail.writeAll();
        trail.finish(Duration.ofMillis(1)); // Room, and no thread.

        assertThat(lines).hasSize(1);
        assertThat(log.toString(UTF_8).lines()).hasSize(2).allMatch(line -> line.contains("WARN"));
    }

    private static RequestFacts facts(RequestFacts.Message... messages) {
        return new RequestFacts("r1", "POST", "/mcp", "", List.of(messages));
    }

    private static Subjects keyed() {
        return new Subjects(Optional.of("0123456789abcdef".getBytes(UTF_8)), false);
    }

    private AuditTrail trail(Subjects subjects, int room) {
        AuditFields fields = new AuditFields(subjects);
        AuditSink sink = entry -> {
            if (broken) {
                throw new IOException("disk full");
            }
            lines.add(AuditLine.text(fields.of(entry)));
        };
        return new AuditTrail(
                sink,
                room,
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
                new AgentLog(new PrintStream(log, true, UTF_8), AgentLog.Level.INFO));
    }

    /** How a subject is named, by itself. */
    private record Subjectless(Subjects subjects) {
        String hash() {
            return hashAt("https://as.example");
        }

        String hashAt(String issuer) {
            Map<String, Object> fields = new java.util.HashMap<>();
            subjects.put(fields, issuer, "alice");
            return String.valueOf(fields.get("enduser.pseudo.id"));
        }
    }
}
