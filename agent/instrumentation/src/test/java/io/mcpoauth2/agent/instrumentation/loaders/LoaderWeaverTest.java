package io.mcpoauth2.agent.instrumentation.loaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.bridge.Guard;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A loader that hides everything gives its classes the bridge once it is woven, and nothing else. */
class LoaderWeaverTest {
    private static final String BRIDGE = Guard.class.getName();

    @ParameterizedTest
    @ValueSource(classes = {HidingLoaders.OneArgument.class, HidingLoaders.TwoArguments.class})
    void hiddenBridgeIsFoundByAWovenLoader(Class<? extends ClassLoader> type) throws Exception {
        ClassLoader hiding = type.getConstructor().newInstance();
        assertThatThrownBy(() -> Class.forName(BRIDGE, false, hiding)).isInstanceOf(ClassNotFoundException.class);

        ClassLoader woven = (ClassLoader) define(type, LoaderWeaver.weave(classFile(type)))
                .getConstructor()
                .newInstance();

        assertThat(Class.forName(BRIDGE, false, woven)).isSameAs(Guard.class);
        assertThat(Class.forName("java.util.ArrayList", false, woven)).isSameAs(java.util.ArrayList.class);
        assertThatThrownBy(() -> woven.loadClass("org.junit.jupiter.api.Test"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void loadersAreToldFromOtherClasses() throws Exception {
        assertThat(LoaderClassFile.isLoader(classFile(HidingLoaders.OneArgument.class)))
                .isTrue();
        assertThat(LoaderClassFile.isLoader(classFile(HidingLoaders.TwoArguments.class)))
                .isTrue();
        assertThat(LoaderClassFile.isLoader(classFile(HidingLoaders.Heir.class)))
                .as("inherits the method")
                .isFalse();
        assertThat(LoaderClassFile.isLoader(classFile(HidingLoaders.Caller.class)))
                .isFalse();
        assertThat(LoaderClassFile.isLoader(classFile(LoaderWeaverTest.class))).isFalse();
        assertThat(LoaderClassFile.isLoader(new byte[20])).isFalse();
        assertThat(LoaderClassFile.isLoader(new byte[0])).isFalse();
    }

    private static Class<?> define(Class<?> type, byte[] classFile) {
        return new ClassLoader(LoaderWeaverTest.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(type.getName(), classFile, 0, classFile.length);
            }
        }.define();
    }

    private static byte[] classFile(Class<?> type) throws IOException {
        String name = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }
}
