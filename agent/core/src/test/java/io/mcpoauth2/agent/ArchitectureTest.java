package io.mcpoauth2.agent;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md that hold inside the core and the bridge. */
class ArchitectureTest {
    private static final String CORE = "io.mcpoauth2.agent.";
    private static final String ALL = "io.mcpoauth2.agent..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.mcpoauth2.agent", "io.mcpoauth2.bridge");

    @Test
    @DisplayName(
            "threads, text <- wait <- config, exchange, fetch, jose <- issuer, mcp <- introspection <- token <- proof, access, sessions <- gate <- door, diagnosis, audit;"
                    + " judgement <- telemetry by all")
    void packagesDependOnLowerOnesOnly() {
        check(layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(ALL)
                .withOptionalLayers(true)
                .layer("judgement")
                .definedBy(CORE + "judgement..")
                .layer("telemetry")
                .definedBy(CORE + "telemetry..")
                .layer("threads, text")
                .definedBy(CORE + "threads..", CORE + "text..")
                .layer("wait")
                .definedBy(CORE + "wait..")
                .layer("config, exchange, fetch, jose")
                .definedBy(CORE + "config..", CORE + "exchange..", CORE + "fetch..", CORE + "jose..")
                .layer("issuer, mcp")
                .definedBy(CORE + "issuer..", CORE + "mcp..")
                .layer("introspection")
                .definedBy(CORE + "introspection..")
                .layer("token")
                .definedBy(CORE + "token..")
                .layer("proof, access, sessions")
                .definedBy(CORE + "proof..", CORE + "access..", CORE + "sessions..")
                .layer("gate")
                .definedBy(CORE + "gate..")
                .layer("door, diagnosis")
                .definedBy(CORE + "door..", CORE + "diagnosis..", CORE + "audit..")
                .whereLayer("door, diagnosis")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("gate")
                .mayOnlyBeAccessedByLayers("door, diagnosis")
                .whereLayer("proof, access, sessions")
                .mayOnlyBeAccessedByLayers("gate", "door, diagnosis")
                .whereLayer("token")
                .mayOnlyBeAccessedByLayers("proof, access, sessions", "gate", "door, diagnosis")
                .whereLayer("introspection")
                .mayOnlyBeAccessedByLayers("token", "proof, access, sessions", "gate", "door, diagnosis")
                .whereLayer("issuer, mcp")
                .mayOnlyBeAccessedByLayers(
                        "introspection", "token", "proof, access, sessions", "gate", "door, diagnosis")
                .whereLayer("config, exchange, fetch, jose")
                .mayOnlyBeAccessedByLayers(
                        "issuer, mcp", "introspection", "token", "proof, access, sessions", "gate", "door, diagnosis")
                .whereLayer("threads, text")
                .mayNotAccessAnyLayer()
                .whereLayer("judgement")
                .mayNotAccessAnyLayer()
                .whereLayer("telemetry")
                .mayOnlyAccessLayers("judgement"));
    }

    @Test
    void everyClassOfTheCoreStandsInANamedPackage() {
        check(noClasses()
                .that()
                .resideInAPackage(ALL)
                .should()
                .resideOutsideOfPackages(
                        CORE + "config..",
                        CORE + "exchange..",
                        CORE + "fetch..",
                        CORE + "jose..",
                        CORE + "issuer..",
                        CORE + "mcp..",
                        CORE + "introspection..",
                        CORE + "proof..",
                        CORE + "sessions..",
                        CORE + "token..",
                        CORE + "access..",
                        CORE + "gate..",
                        CORE + "door..",
                        CORE + "diagnosis..",
                        CORE + "audit..",
                        CORE + "threads..",
                        CORE + "text..",
                        CORE + "wait..",
                        CORE + "judgement..",
                        CORE + "telemetry.."));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("io.mcpoauth2.agent.(**)").should().beFreeOfCycles());
    }

    @Test
    void coreKnowsNeitherBytecodeToolsNorFrameworks() {
        check(noClasses()
                .that()
                .resideInAPackage(ALL)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "net.bytebuddy..",
                        "java.lang.instrument..",
                        "javax.servlet..",
                        "jakarta..",
                        "org.apache.catalina..",
                        "org.apache.coyote..",
                        "org.eclipse.jetty..",
                        "io.undertow..",
                        "com.sun.net.httpserver..",
                        "io.netty..",
                        "io.vertx..",
                        "io.helidon..",
                        "io.micronaut..",
                        "io.modelcontextprotocol..",
                        "reactor..",
                        "org.springframework.."));
    }

    @Test
    @DisplayName("loading java.util.logging or JMX early breaks the application's own set-up of them")
    void coreUsesNeitherJavaLoggingNorJmxButInItsOwnPackage() {
        check(noClasses()
                .that()
                .resideInAPackage(ALL)
                .and()
                .resideOutsideOfPackage(CORE + "telemetry.jmx")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "java.lang.management..", "javax.management.."));
    }

    @Test
    @DisplayName("JMX and Flight Recorder may be missing or too early: Exposure alone decides when they are touched")
    void onlyExposureNamesWhatMayBeMissing() {
        check(noClasses()
                .that()
                .resideInAPackage(ALL)
                .and()
                .resideOutsideOfPackages(CORE + "telemetry.jmx", CORE + "telemetry.jfr")
                .and()
                .doNotHaveSimpleName("Exposure")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CORE + "telemetry.jmx", CORE + "telemetry.jfr", "jdk.jfr.."));
    }

    @Test
    @DisplayName("R2: stdout belongs to stdio servers, and stderr is written by telemetry alone")
    void standardStreamsAreLeftToTelemetry() {
        check(noClasses()
                .that()
                .resideInAPackage(ALL)
                .and()
                .resideOutsideOfPackage(CORE + "telemetry..")
                .should(ACCESS_STANDARD_STREAMS));
    }

    @Test
    void bridgeUsesJavaBaseOnly() {
        DescribedPredicate<JavaClass> javaBase = resideInAnyPackage(
                "io.mcpoauth2.bridge..",
                "java.lang",
                "java.lang.annotation..",
                "java.lang.invoke..",
                "java.lang.ref..",
                "java.lang.reflect..",
                "java.security",
                "java.util",
                "java.util.concurrent..",
                "java.util.function..",
                "java.time..",
                "java.io..",
                "org.jspecify.annotations..");
        check(noClasses()
                .that()
                .resideInAPackage("io.mcpoauth2.bridge..")
                .should()
                .dependOnClassesThat(DescribedPredicate.not(javaBase)));
    }

    /** A package may still be empty, the import must not be. */
    private static void check(ArchRule rule) {
        assertThat(CLASSES.contain(CORE + "gate.Gate")).isTrue();
        assertThat(CLASSES.contain("io.mcpoauth2.bridge.Guard")).isTrue();
        rule.allowEmptyShould(true).check(CLASSES);
    }
}
