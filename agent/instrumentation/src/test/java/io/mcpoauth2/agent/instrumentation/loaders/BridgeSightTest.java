package io.mcpoauth2.agent.instrumentation.loaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.Test;

/** A loader that hides the bridge is found out, and the one line about it says what cures it. */
class BridgeSightTest {
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final BridgeSight sight =
            new BridgeSight(new AgentLog(new PrintStream(logged, true, StandardCharsets.UTF_8), AgentLog.Level.INFO));

    @Test
    void loadersThatSeeTheBridgeAreNoMatter() {
        assertThatCode(() -> sight.require(null)).doesNotThrowAnyException();
        assertThatCode(() -> sight.require(getClass().getClassLoader())).doesNotThrowAnyException();
        assertThatCode(() -> sight.require(ClassLoader.getPlatformClassLoader()))
                .doesNotThrowAnyException();
        assertThat(logged()).isEmpty();
    }

    @Test
    void hiddenBridgeIsSaidOnceForEachKindOfLoader() {
        assertThatThrownBy(() -> sight.require(new HidingLoaders.TwoArguments()))
                .isInstanceOf(HiddenBridgeException.class);
        assertThatThrownBy(() -> sight.require(new HidingLoaders.TwoArguments()))
                .isInstanceOf(HiddenBridgeException.class);

        assertThat(logged().lines())
                .singleElement()
                .asString()
                .contains("ERROR", HidingLoaders.TwoArguments.class.getName(), "let it take this package");
    }

    @Test
    void curesAreThoseOfTheModuleSystem() throws Exception {
        assertThat(ModuleSystem.of(named("org.jboss.modules.ModuleClassLoader")).cure())
                .contains("-Djboss.modules.system.pkgs=org.jboss.byteman,io.mcpoauth2.bridge");
        assertThat(ModuleSystem.of(bundleLoader()).cure())
                .contains("org.osgi.framework.bootdelegation=io.mcpoauth2.bridge");
        assertThat(ModuleSystem.of(HidingLoaders.Heir.class)).isEqualTo(ModuleSystem.OTHER);
    }

    private static Class<?> named(String name) {
        return new ByteBuddy()
                .subclass(ClassLoader.class)
                .name(name)
                .make()
                .load(BridgeSightTest.class.getClassLoader())
                .getLoaded();
    }

    private static Class<?> bundleLoader() {
        Class<?> reference = new ByteBuddy()
                .makeInterface()
                .name("org.osgi.framework.BundleReference")
                .make()
                .load(BridgeSightTest.class.getClassLoader())
                .getLoaded();
        Class<?> loader = new ByteBuddy()
                .subclass(ClassLoader.class)
                .implement(reference)
                .name("org.example.BundleLoader")
                .make()
                .load(reference.getClassLoader())
                .getLoaded();
        return new ByteBuddy()
                .subclass(loader)
                .name("org.example.SpecialBundleLoader")
                .make()
                .load(loader.getClassLoader())
                .getLoaded();
    }

    private String logged() {
        return logged.toString(StandardCharsets.UTF_8);
    }
}
