package io.mcpoauth2.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerSignatureParserTest {
    @Test
    void annotationIsReadByItsBinaryName() {
        assertThat(HandlerSignatureParser.parse("@com.acme.Outer$Secured"))
                .isEqualTo(new HandlerSignature.Annotated("@com.acme.Outer$Secured", "com.acme.Outer$Secured"));
    }

    @Test
    void methodIsReadWithItsClass() {
        HandlerSignature.Named named = new HandlerSignature.Named("a.Tools#search", "a.Tools", "search", false);
        assertThat(HandlerSignatureParser.parse("a.Tools#search")).isEqualTo(named);
        assertThat(named.fits("search")).isTrue();
        assertThat(named.fits("searchAll")).isFalse();
        assertThat(named.fits("Search")).isFalse();
    }

    @Test
    void starStandsForTheRestOfTheName() {
        HandlerSignature.Named named = new HandlerSignature.Named("a.Tools#search*", "a.Tools", "search", true);
        assertThat(HandlerSignatureParser.parse("a.Tools#search*")).isEqualTo(named);
        assertThat(named.fits("search")).isTrue();
        assertThat(named.fits("searchAll")).isTrue();
        assertThat(named.fits("research")).isFalse();
    }

    @Test
    void starAloneStandsForEveryMethod() {
        assertThat(HandlerSignatureParser.parse("Tools#*"))
                .isEqualTo(new HandlerSignature.Named("Tools#*", "Tools", "", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "#",
                "*",
                "com.acme.Tools",
                "com.acme.Tools#",
                "#search",
                "com.acme.*#search",
                "com..Tools#search",
                ".Tools#search",
                "com.acme.#search",
                "com.acme.Tools#se*rch",
                "com.acme.Tools#**",
                "com.acme.Tools#<init>",
                "com.acme.Tools#search()",
                "com.acme.Tools#a#b",
                "com/acme/Tools#search",
                "@com.acme.Secured*",
                "@com.acme.Secured#x",
                "1a.Tools#search"
            })
    void anythingElseIsNoSignature(String text) {
        assertThat(HandlerSignatureParser.parse(text)).isNull();
    }
}
