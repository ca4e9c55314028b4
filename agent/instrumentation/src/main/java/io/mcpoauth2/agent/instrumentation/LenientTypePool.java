package io.mcpoauth2.agent.instrumentation;

import java.lang.reflect.Modifier;
import java.util.List;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;

/**
 * Describes types by their class files, when they are first asked for, and a type without a class file as an empty
 * interface.
 *
 * <p>Another agent may have given a class interfaces whose class files no loader hands out. Such a stub is assignable to
 * nothing, so that advice that needs more of the type is rejected, and the class refused.
 */
final class LenientTypePool extends TypePool.Default.WithLazyResolution {
    LenientTypePool(ClassFileLocator classFiles) {
        super(CacheProvider.Simple.withObjectType(), classFiles, ReaderMode.FAST);
    }

    @Override
    protected Resolution doResolve(String name) {
        Resolution resolution = super.doResolve(name);
        return resolution.isResolved() ? resolution : new Resolution.Simple(stub(name));
    }

    private static TypeDescription stub(String name) {
        return new TypeDescription.Latent(
                name, Modifier.PUBLIC | Modifier.ABSTRACT | Modifier.INTERFACE, null, List.of());
    }
}
