package io.mcpoauth2.agent.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.DenyEntries.Entry;
import io.mcpoauth2.agent.config.DenyEntries.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class DenyEntriesTest {
    private static final String ISSUER = "https://a.example";

    @Test
    void linesNameTokensAndSubjectsOfOneIssuerOrOfAny() {
        DenyEntries read = parse("""
                # compromised on Monday
                jti 2f8a

                  sub alice smith \r
                sub https://a.example bob
                jti https://a.example   x y
                sub https://other.example carol
                sub zoë""");
        assertThat(read.faultyLines()).isEmpty();
        assertThat(read.entries())
                .containsExactlyInAnyOrder(
                        new Entry(Kind.JTI, "", "2f8a"),
                        new Entry(Kind.SUB, "", "alice smith"),
                        new Entry(Kind.SUB, ISSUER, "bob"),
                        new Entry(Kind.JTI, ISSUER, "x y"),
                        new Entry(Kind.SUB, "", "https://other.example carol"),
                        new Entry(Kind.SUB, "", "zoë"));
        assertThat(read.toString()).doesNotContain("alice", "2f8a");
    }

    @Test
    void wrongLinesAreNamedAndTheOthersCount() {
        DenyEntries read = parse("jti\njti a\nSUB b\nkid c\nsub \nsub d");
        assertThat(read.entries())
                .containsExactlyInAnyOrder(new Entry(Kind.JTI, "", "a"), new Entry(Kind.SUB, "", "d"));
        assertThat(read.faultyLines()).containsExactly(1, 3, 4, 5);
        assertThat(DenyEntries.parse("sub zo\u00eb\njti a".getBytes(ISO_8859_1), List.of())
                        .faultyLines())
                .containsExactly(1);
        assertThat(parse("x\n".repeat(100)).faultyLines()).hasSize(10);
    }

    @Test
    void wrongFileIsAnErrorAtTheStart() {
        assertThat(Given.minimum().argument("deny_list=/missing").read().errors())
                .extracting(Problem::key)
                .containsExactly("deny_list");
        SettingsResult wrong = Given.minimum()
                .argument("deny_list=/deny")
                .file("/deny", "jti a\nhunter2")
                .read();
        assertThat(wrong.errors()).hasSize(1);
        assertThat(wrong.errors().get(0).message()).contains("[2]").doesNotContain("hunter2");
        assertThat(Given.minimum()
                        .argument("deny_list=/deny")
                        .file("/deny", "")
                        .settings()
                        .denyList())
                .contains("/deny");
    }

    private static DenyEntries parse(String text) {
        return DenyEntries.parse(text.getBytes(UTF_8), List.of(ISSUER));
    }
}
