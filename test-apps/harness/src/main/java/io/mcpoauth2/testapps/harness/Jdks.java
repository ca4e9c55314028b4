package io.mcpoauth2.testapps.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The JDKs that servers are started on.
 *
 * <p>A home is looked up in the system property {@code jdk<feature>.home}, then in the toolchains file named by the
 * system property {@code jdk.toolchains}, which the build lets the toolchains plugin write. A JDK that is not there is an
 * error, never a skipped test: half of the promise would go untested in silence.
 */
public final class Jdks {

    private Jdks() {}

    /**
     * Returns the home of the JDK of a feature release.
     *
     * @param feature 17 or 25, say
     * @throws IllegalStateException if there is none, saying how to name one
     */
    public static Path home(int feature) {
        String property = "jdk" + feature + ".home";
        String named = System.getProperty(property);
        if (named != null) {
            Path home = Path.of(named);
            if (!isJdk(home)) {
                throw new IllegalStateException("No JDK in " + home + ", the value of -D" + property);
            }
            return home;
        }
        String toolchains = System.getProperty("jdk.toolchains");
        if (toolchains == null) {
            throw new IllegalStateException("No JDK " + feature + ": neither -D" + property
                    + " nor -Djdk.toolchains (the list the toolchains plugin writes) is set");
        }
        return ToolchainsFile.read(Path.of(toolchains)).stream()
                .filter(jdk -> jdk.feature() == feature && isJdk(jdk.home()))
                .map(ToolchainsFile.Jdk::home)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No JDK " + feature + " in " + toolchains
                        + ": install one where the toolchains plugin looks, or set -D" + property));
    }

    /**
     * Returns the feature releases of all JDKs that the toolchains plugin has found, for tests of what may differ on those
     * that need not be there.
     *
     * @throws IllegalStateException if no build has written its list
     */
    public static SortedSet<Integer> found() {
        String toolchains = System.getProperty("jdk.toolchains");
        if (toolchains == null) {
            throw new IllegalStateException("-Djdk.toolchains (the list the toolchains plugin writes) is not set");
        }
        SortedSet<Integer> found = new TreeSet<>();
        for (ToolchainsFile.Jdk jdk : ToolchainsFile.read(Path.of(toolchains))) {
            if (isJdk(jdk.home())) {
                found.add(jdk.feature());
            }
        }
        return found;
    }

    /** Returns the {@code java} launcher of the JDK of a feature release; fails as {@link #home} does. */
    public static Path java(int feature) {
        return launcher(home(feature));
    }

    private static boolean isJdk(Path home) {
        return Files.isExecutable(launcher(home));
    }

    private static Path launcher(Path home) {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        return home.resolve("bin").resolve(windows ? "java.exe" : "java");
    }
}
