package io.mcpoauth2.agent.instrumentation;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Doors know frameworks and no OAuth; what is loaded with the agent knows no framework. */
@AnalyzeClasses(packages = "io.mcpoauth2.agent.instrumentation", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation";
    private static final String[] FRAMEWORKS = {
        "jakarta..",
        "org.apache..",
        "org.eclipse..",
        "io.undertow..",
        "com.ibm..",
        "org.glassfish..",
        "reactor..",
        "com.sun.net.httpserver..",
        "io.modelcontextprotocol..",
        "io.helidon..",
        "io.ktor..",
        "io.micronaut..",
        "io.netty..",
        "io.quarkus..",
        "io.smallrye..",
        "io.vertx..",
        "kotlin..",
        "kotlinx..",
        "org.noear..",
        "org.springframework.."
    };
    private static final String[] DOORS = {HERE + ".doors..", HERE + ".frameworks..", HERE + ".context.."};

    @ArchTest
    static final ArchRule FRAMEWORK_TYPES_STAY_IN_THEIR_DOORS = noClasses()
            .that()
            .resideOutsideOfPackages(DOORS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FRAMEWORKS);

    @ArchTest
    static final ArchRule DOORS_DECIDE_NOTHING = noClasses()
            .that()
            .resideInAnyPackage(DOORS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.mcpoauth2.agent.gate",
                    "io.mcpoauth2.agent.token",
                    "io.mcpoauth2.agent.issuer..",
                    "io.mcpoauth2.agent.access",
                    "io.mcpoauth2.agent.config");

    @ArchTest
    static final ArchRule SERVERS_DO_NOT_KNOW_EACH_OTHER = slices().matching(HERE + ".doors.(*)")
            .should()
            .notDependOnEachOther()
            // Engines of Ktor's, which need it.
            .ignoreDependency(resideInAPackage("..doors.ktornetty.."), resideInAPackage("..doors.ktor.."))
            .ignoreDependency(resideInAPackage("..doors.ktorcio.."), resideInAPackage("..doors.ktor.."))
            // A protocol of Helidon's, likewise.
            .ignoreDependency(resideInAPackage("..doors.helidonhttp2.."), resideInAPackage("..doors.helidon.."));

    @ArchTest
    static final ArchRule ADVICE_IS_GLUE = classes()
            .that()
            .haveSimpleNameEndingWith("Advice")
            .should()
            .resideInAnyPackage(DOORS)
            .andShould()
            .haveOnlyPrivateConstructors();

    @ArchTest
    static final ArchRule NOTHING_IS_PRINTED_BUT_BY_THE_LOG =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching(HERE + ".(*)..").should().beFreeOfCycles();
}
