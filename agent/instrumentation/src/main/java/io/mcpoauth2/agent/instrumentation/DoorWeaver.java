package io.mcpoauth2.agent.instrumentation;

import static net.bytebuddy.matcher.ElementMatchers.hasMethodName;
import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import io.mcpoauth2.bridge.DoorSite;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.method.ParameterList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.auxiliary.AuxiliaryType;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.constant.TextConstant;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.JavaConstant;
import net.bytebuddy.utility.OpenedClassReader;
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
        // Described by its class file as all else here: a loaded class takes other parts of Byte Buddy.
        this.bootstrap = new LenientTypePool(agentClasses)
                .describe(DoorSite.class.getName())
                .resolve()
                .getDeclaredMethods()
                .filter(named("link").and(isPublic()))
                .getOnly();
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
        // Advice is checked against the types it names, which are the server's.
        TypePool types = new LenientTypePool(new ClassFileLocator.Compound(locator, agentClasses));
        TypeDescription type = types.describe(instrumentation.typeName()).resolve();
        List<Woven> advice = new ArrayList<>();
        for (MethodWeaving weaving : instrumentation.weavings()) {
            MethodList<?> methods = type.getDeclaredMethods().filter(methods(weaving));
            if (weaving.required() && methods.isEmpty()) {
                throw new IllegalStateException("this version has no method " + weaving.method());
            }
            if (!methods.isEmpty()) {
                advice.add(new Woven(methods, advice(weaving.adviceClass(), types)));
            }
        }
        byte[] woven = weave(type, types, advice, classFile);
        return StaticDispatch.isNeeded(classFile) ? StaticDispatch.of(woven) : woven;
    }

    /** Byte Buddy's own way of making a class is for more than advice, and takes longer than the advice itself. */
    private static byte[] weave(TypeDescription type, TypePool types, List<Woven> advice, byte[] classFile) {
        ClassFileVersion version = ClassFileVersion.ofClassFile(classFile);
        Implementation.Context context = Implementation.Context.Disabled.Factory.INSTANCE.make(
                type,
                new AuxiliaryType.NamingStrategy.Enumerating("none"),
                TypeInitializer.None.INSTANCE,
                version,
                version,
                version.isAtLeast(ClassFileVersion.JAVA_V6)
                        ? Implementation.Context.FrameGeneration.GENERATE
                        : Implementation.Context.FrameGeneration.DISABLED);
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0); // Copies what is not woven.
        reader.accept(
                new ClassVisitor(OpenedClassReader.ASM_API, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        MethodVisitor visitor = super.visitMethod(access, name, descriptor, signature, exceptions);
                        for (Woven one : advice) {
                            for (MethodDescription method : one.methods) {
                                if (method.getInternalName().equals(name)
                                        && method.getDescriptor().equals(descriptor)) {
                                    visitor = one.advice.wrap(type, method, visitor, context, types, 0, 0);
                                }
                            }
                        }
                        return visitor;
                    }
                },
                0);
        return writer.toByteArray();
    }

    private Advice advice(String adviceClass, TypePool adviceTypes) {
        TypeDescription advice = adviceTypes.describe(adviceClass).resolve();
        return Advice.withCustomMapping()
                .with(new Advice.AssignReturned.Factory())
                .bootstrap(
                        bootstrap,
                        (adviceMethod, exit) ->
                                (instrumentedType, instrumentedMethod) -> List.of(new AdviceName(adviceClass)))
                .to(advice, agentClasses);
    }

    private static ElementMatcher<MethodDescription> methods(MethodWeaving weaving) {
        return hasMethodName(weaving.method()) // Constructors, too.
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

    /** One advice and where it goes; of those that go to one method the first is outermost. */
    private record Woven(Iterable<? extends MethodDescription> methods, Advice advice) {}

    /** The constant by which a call site finds its advice; Byte Buddy's own is a dozen proxies when it is first used. */
    private record AdviceName(String name) implements JavaConstant {
        @Override
        public Object toDescription() {
            return name;
        }

        @Override
        public TypeDescription getTypeDescription() {
            return TypeDescription.ForLoadedType.of(String.class);
        }

        @Override
        public StackManipulation toStackManipulation() {
            return new TextConstant(name);
        }

        /** Advice asks for constants of a class file, of which a string stands for itself. */
        @Override
        @SuppressWarnings("unchecked")
        public <T> T accept(Visitor<T> visitor) {
            return (T) name;
        }
    }
}
