package io.mcpoauth2.agent.instrumentation;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.not;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import io.mcpoauth2.bridge.DoorSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.method.ParameterList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.JavaConstant;
import org.jspecify.annotations.Nullable;

/**
 * Weaves advice into the classes of servers and libraries. The first use of this class loads Byte Buddy.
 *
 * <p>Advice is dispatched by invokedynamic to the door's own class ({@link DoorSite}), so that no framework type has to
 * be visible to the bridge and nothing is injected; by a static call where the class file is too old for that ({@link
 * StaticDispatch}). Never changes a class's format, so it works on loaded classes too.
 */
final class DoorWeaver {
    private final ClassFileLocator agentClasses;
    private final MethodDescription.InDefinedShape bootstrap;

    DoorWeaver(ClassLoader agent) {
        this.agentClasses = ClassFileLocator.ForClassLoader.of(agent);
        try {
            this.bootstrap = new MethodDescription.ForLoadedMethod(DoorSite.class.getMethod(
                    "link", MethodHandles.Lookup.class, String.class, MethodType.class, String.class));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("mcp-oauth2-agent: bridge and instrumentation do not fit", e);
        }
    }

    /**
     * @param loader the loader of the class; null is the bootstrap loader
     * @return the woven class file
     * @throws IllegalStateException if a required method is missing
     */
    byte[] weave(TypeInstrumentation instrumentation, @Nullable ClassLoader loader, byte[] classFile) {
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(instrumentation.typeName(), classFile),
                loader == null
                        ? ClassFileLocator.ForClassLoader.ofPlatformLoader()
                        : ClassFileLocator.ForClassLoader.of(loader));
        TypeDescription type = new LenientTypePool(locator)
                .describe(instrumentation.typeName())
                .resolve();
        // Byte Buddy ignores synthetic methods unless told otherwise, and would look at inherited ones, whose types
        // another agent may have made up.
        DynamicType.Builder<?> builder = new ByteBuddy()
                .with(TypeValidation.DISABLED)
                .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
                .ignore(none())
                .decorate(type, locator);
        // Advice is checked against the types it names, which are the server's.
        TypePool adviceTypes = new LenientTypePool(new ClassFileLocator.Compound(agentClasses, locator));
        for (MethodWeaving weaving : instrumentation.weavings()) {
            ElementMatcher<MethodDescription> methods = methods(weaving);
            if (weaving.required() && type.getDeclaredMethods().filter(methods).isEmpty()) {
                throw new IllegalStateException("this version has no method " + weaving.method());
            }
            builder = builder.visit(advice(weaving.adviceClass(), adviceTypes).on(methods));
        }
        byte[] woven = builder.make().getBytes();
        return StaticDispatch.isNeeded(classFile) ? StaticDispatch.of(woven) : woven;
    }

    private Advice advice(String adviceClass, TypePool adviceTypes) {
        TypeDescription advice = adviceTypes.describe(adviceClass).resolve();
        return Advice.withCustomMapping()
                .with(new Advice.AssignReturned.Factory())
                .bootstrap(
                        bootstrap,
                        (adviceMethod, exit) -> (instrumentedType, instrumentedMethod) ->
                                List.of(JavaConstant.Simple.ofLoaded(adviceClass)))
                .to(advice, agentClasses);
    }

    private static ElementMatcher<MethodDescription> methods(MethodWeaving weaving) {
        return named(weaving.method())
                .and(not(isAbstract()))
                .and(method -> leadingParameters(method.getParameters(), weaving.parameters()));
    }

    private static boolean leadingParameters(ParameterList<?> declared, List<String> wanted) {
        if (declared.size() < wanted.size()) {
            return false;
        }
        int i = 0;
        for (String type : wanted) {
            ParameterDescription parameter = declared.get(i++);
            if (!parameter.getType().asErasure().getName().equals(type)) {
                return false;
            }
        }
        return true;
    }
}
