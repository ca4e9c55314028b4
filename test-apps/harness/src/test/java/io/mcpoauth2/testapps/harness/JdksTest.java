package io.mcpoauth2.testapps.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdksTest {

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void launcherOfEachJdkRunsAndIsOfThatRelease(int feature) throws Exception {
        Process java = new ProcessBuilder(Jdks.home(feature).resolve("bin/java").toString(), "-version")
                .redirectErrorStream(true)
                .start();

        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(java.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(java.exitValue()).isZero();
        assertThat(output).contains(" version \"" + feature + ".");
    }

    @Test
    void absentJdkIsAnErrorThatNamesThePropertyToSet() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Jdks.home(9))
                .withMessageStartingWith("No JDK 9 in ")
                .withMessageEndingWith("or set -Djdk9.home");
    }

    @Test
    void propertyWithoutAJdkBehindItIsAnErrorAndNotPassedOver(@TempDir Path empty) {
        System.setProperty("jdk11.home", empty.toString());
        try {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Jdks.home(11))
                    .withMessage("No JDK in " + empty + ", the value of -Djdk11.home");
        } finally {
            System.clearProperty("jdk11.home");
        }
    }

    @Test
    void propertyWinsOverTheToolchainsFile() {
        System.setProperty("jdk12.home", Jdks.home(17).toString());
        try {
            assertThat(Jdks.home(12)).isEqualTo(Jdks.home(17));
        } finally {
            System.clearProperty("jdk12.home");
        }
    }
}
