package io.mcpoauth2.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
    @Test
    void stringsNumbersBooleansAndArraysAreRead() {
        Settings settings = Given.nothing().file("""
                        {"issuer": ["https://a.example", " https://b.example "], "audience": "api://x, https://h.example",
                         "clock_skew": 7, "wait_for_keys": "8", "allow_http": true, "log_level": "warn", "scopes": [],
                         "roles_claim": ["a,b"]}
                        """).settings();
        assertThat(settings.issuerNames()).containsExactly("https://a.example", "https://b.example");
        assertThat(settings.audiences()).containsExactly("api://x", "https://h.example");
        assertThat(settings.clockSkew()).hasSeconds(7);
        assertThat(settings.waitForKeys()).hasSeconds(8);
        assertThat(settings.allowHttp()).isTrue();
        assertThat(settings.scopes()).isEmpty();
        assertThat(settings.issuers().get(0).rolesClaims()).containsExactly("a,b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"issuer\": null}",
                "{\"issuer\": {\"url\": \"https://a.example\"}}",
                "{\"issuer\": [\"https://a.example\", 1]}",
                "{\"issuer\": [[\"https://a.example\"]]}",
                "{\"issuer\": [null]}",
                "{\"issuer\": []}",
                "{\"issuer\": [\"\"]}",
                "{\"issuer\": true}"
            })
    void valueOfTheWrongKindIsAnError(String json) {
        SettingsResult result = Given.nothing()
                .argument("audience=https://h.example")
                .file(json)
                .read();
        assertThat(result.errors()).extracting(Problem::key).contains("issuer").containsOnly("issuer");
        assertThat(result.errors()).extracting(Problem::source).contains("file " + Given.FILE);
    }

    @Test
    void arrayIsForListsOnly() {
        assertThat(Given.minimum().file("{\"clock_skew\": [\"1\"]}").read().errors())
                .extracting(Problem::key)
                .containsExactly("clock_skew");
    }

    @Test
    void fractionIsNoWholeNumber() {
        assertThat(Given.minimum().file("{\"clock_skew\": 1.0}").read().errors())
                .extracting(Problem::key)
                .containsExactly("clock_skew");
    }

    @Test
    void unknownKeysAndTheFilesOwnNameAreErrors() {
        SettingsResult result = Given.minimum()
                .file(
                        "{\"OAUTH2_ISSUER\": {\"a\": [1, {\"b\": 2}]}, \"config_file\": \"x\", \"clock_skew\": 900, \"h 2\": 1}")
                .read();
        assertThat(result.errors())
                .extracting(Problem::key)
                .containsExactly("OAUTH2_ISSUER", "config_file", "(not a key)", "clock_skew");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "\"hunter2\"",
                "hunter2",
                "{\"clock_skew\": hunter2}",
                "{\"clock_skew\": 1,}",
                "{\"clock_skew\": 1} {}",
                "{\"clock_skew\": 1} hunter2",
                "{\"clock_skew\": 1, \"clock_skew\": 1}",
                "{\"clock_skew\": 1, \"clock\\u005fskew\": 1}",
                "{\"x\": {\"hunter2\": 1, \"hunter2\": 1}}",
                "// comment\n{}",
                "{'clock_skew': 1}"
            })
    void whatIsNotOneStrictJsonObjectIsAnErrorThatDoesNotShowIt(String text) {
        SettingsResult result = Given.minimum().file(text).read();
        assertThat(result.errors()).extracting(Problem::key).contains("config_file");
        assertThat(result.errors()).noneMatch(error -> error.render().contains("hunter2"));
    }

    @Test
    void faultIsLocated() {
        assertThat(Given.minimum().file("{\n  \"clock_skew\": x}").read().errors())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("line 2");
    }

    @Test
    void textInAnotherEncodingIsAnError() {
        byte[] malformed = {0, 0, 0, '{', 0x7F, 0, 0, 0};
        assertThat(Given.minimum().file(malformed).read().errors())
                .extracting(Problem::key)
                .containsExactly("config_file");
        assertThat(Given.minimum()
                        .file("{\"client_id\": \"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1))
                        .read()
                        .errors())
                .extracting(Problem::key)
                .containsExactly("config_file");
    }

    @Test
    void depthAndSizeAreBounded() {
        assertThat(Given.minimum()
                        .file("{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}")
                        .read()
                        .errors())
                .extracting(Problem::key)
                .contains("config_file");

        byte[] large = new byte[(1 << 20) + 1];
        Arrays.fill(large, (byte) ' ');
        large[0] = '{';
        large[1] = '}';
        assertThat(Given.minimum().file(large).read().errors())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("too large");
        assertThat(Given.minimum().file(Arrays.copyOf(large, 1 << 20)).read().errors())
                .isEmpty();
    }

    @Test
    void fileThatCannotBeReadIsAnErrorOfTheSettingThatNamesIt() {
        SettingsResult result = Given.minimum().argument("config_file=/missing").read();
        assertThat(result.errors()).hasSize(1);
        assertThat(result.errors().get(0).key()).isEqualTo("config_file");
        assertThat(result.errors().get(0).source()).isEqualTo("agent argument");
        assertThat(result.errors().get(0).message()).contains("/missing");
    }

    @Test
    void noOtherClassOfThePackageNeedsTheJsonParser() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.mcpoauth2.agent.config");
        assertThat(classes).isNotEmpty();
        ArchRuleDefinition.noClasses()
                .that()
                .doNotHaveSimpleName("ConfigFile")
                .and()
                .doNotHaveSimpleName("RulesSection") // Made by the former alone.
                .and()
                .doNotHaveSimpleName("StringArray") // Called by these two.
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(classes);
    }

    @Test
    void emptyFileNameIsAnError() {
        assertThat(Given.minimum().environment("OAUTH2_CONFIG_FILE", "").read().errors())
                .extracting(Problem::key)
                .containsExactly("config_file");
    }
}
