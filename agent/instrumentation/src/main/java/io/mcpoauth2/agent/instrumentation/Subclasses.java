package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.WeakHashMap;
import net.bytebuddy.jar.asm.ClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the classes that override a woven method of a class they extend, without calling it perhaps.
 *
 * <p>Asked of few classes, as {@link ConstantPool} has looked for the method's parameters first. Goes up by class files, as
 * the classes may not be loaded yet. One that cannot be read may lead to a server's entry: a door is woven then, which
 * changes nothing for a request that another one has judged.
 */
final class Subclasses {
    private static final String NONE = "";
    private static final String UNKNOWN = "?";

    private final Map<String, TypeInstrumentation> byInternalName = new HashMap<>();
    private final Map<ClassLoader, Map<String, String>> ancestors = new WeakHashMap<>();

    Subclasses(Collection<TypeInstrumentation> instrumentations) {
        for (TypeInstrumentation type : instrumentations) {
            if (!overridable(type).isEmpty()) {
                byInternalName.put(type.typeName().replace('.', '/'), type);
            }
        }
    }

    /** How the descriptors of the methods begin that are looked for; no two are equal. */
    Collection<String> descriptors() {
        TreeSet<String> descriptors = new TreeSet<>();
        for (TypeInstrumentation type : byInternalName.values()) {
            for (MethodWeaving weaving : overridable(type)) {
                StringBuilder descriptor = new StringBuilder("(");
                for (String parameter : weaving.parameters()) {
                    descriptor.append('L').append(parameter.replace('.', '/')).append(';');
                }
                descriptors.add(descriptor.toString());
            }
        }
        return descriptors;
    }

    /** The names of the methods that are looked for. */
    Collection<String> methods() {
        TreeSet<String> methods = new TreeSet<>();
        for (TypeInstrumentation type : byInternalName.values()) {
            for (MethodWeaving weaving : overridable(type)) {
                methods.add(weaving.method());
            }
        }
        return methods;
    }

    /**
     * The methods that bring a request and are called by name of their class's objects, whatever subclass these have. The
     * JDK's filter chain is not among them, as the JDK's server makes its own; nor are those of a form that the woven one
     * calls.
     */
    private static List<MethodWeaving> overridable(TypeInstrumentation type) {
        List<MethodWeaving> overridable = new ArrayList<>();
        for (MethodWeaving weaving : type.weavings()) {
            String first =
                    weaving.parameters().isEmpty() ? "" : weaving.parameters().get(0);
            boolean ofTransport = type.kind().endsWith(" transport") && first.startsWith("jakarta.servlet.");
            boolean ofDoor = type.door()
                    && first.indexOf('.') > 0
                    && !first.startsWith("com.sun.")
                    && !first.endsWith(".servlet.http.HttpServletRequest");
            if (ofTransport || ofDoor) {
                overridable.add(weaving);
            }
        }
        return overridable;
    }

    /**
     * What to weave into a class, as if it were named; null for nothing.
     *
     * @param loader the loader that defines it
     */
    @Nullable
    TypeInstrumentation inheritedBy(ClassLoader loader, byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        if (Modifier.isInterface(reader.getAccess())) {
            return null;
        }
        List<ClassMethod> methods = ClassMethod.of(reader);
        boolean overrides = false;
        for (TypeInstrumentation type : byInternalName.values()) {
            overrides |= !overridden(type, methods).isEmpty();
        }
        if (!overrides) {
            return null;
        }
        String ancestor = ancestorOf(loader, reader.getSuperName());
        for (TypeInstrumentation type : byInternalName.values()) {
            String name = type.typeName().replace('.', '/');
            if (name.equals(ancestor) || (ancestor.equals(UNKNOWN) && type.door())) {
                List<MethodWeaving> overridden = overridden(type, methods);
                if (!overridden.isEmpty()) {
                    String subclass = reader.getClassName().replace('/', '.');
                    return new TypeInstrumentation(subclass, type.kind(), type.door(), overridden);
                }
            }
        }
        return null;
    }

    private static List<MethodWeaving> overridden(TypeInstrumentation type, List<ClassMethod> methods) {
        List<MethodWeaving> overridden = new ArrayList<>();
        for (MethodWeaving weaving : overridable(type)) {
            for (ClassMethod method : methods) {
                if (method.name().equals(weaving.method())
                        && !Modifier.isStatic(method.access())
                        && !Modifier.isAbstract(method.access())
                        && method.begins(weaving.parameters())) {
                    overridden.add(weaving);
                    break;
                }
            }
        }
        return overridden;
    }

    private String ancestorOf(ClassLoader loader, @Nullable String superName) {
        Map<String, String> known;
        synchronized (ancestors) {
            known = ancestors.computeIfAbsent(loader, none -> new HashMap<>());
        }
        List<String> path = new ArrayList<>();
        String ancestor = null;
        String type = superName;
        while (ancestor == null) {
            if (type == null || type.startsWith("java/")) {
                ancestor = NONE;
            } else if (byInternalName.containsKey(type)) {
                ancestor = type;
            } else {
                path.add(type);
                synchronized (known) {
                    ancestor = known.get(type);
                }
                if (ancestor == null) {
                    Optional<String> next = superOf(loader, type);
                    type = next.orElse(null);
                    ancestor = next.isEmpty() ? UNKNOWN : null;
                }
            }
        }
        synchronized (known) {
            for (String step : path) {
                known.put(step, ancestor);
            }
        }
        return ancestor;
    }

    /** Empty if the class file cannot be had; a class without one has Object. */
    private static Optional<String> superOf(ClassLoader loader, String type) {
        try (InputStream in = loader.getResourceAsStream(type + ".class")) {
            return in == null
                    ? Optional.empty()
                    : Optional.ofNullable(new ClassReader(in.readAllBytes()).getSuperName());
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
