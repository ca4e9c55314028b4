package io.mcpoauth2.agent.instrumentation.fit;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells what of a server a door needs and a version of it has not: a fork, or a release the door was not written for.
 *
 * <p>Found out here, or it would be a linkage error in the first request.
 */
public final class DoorFit {
    private final List<TypeInstrumentation> door;
    private final DoorReferences references;

    /**
     * @param door all that is woven for one server, with advice of one package
     * @param agent gives the door's own class files
     */
    public DoorFit(List<TypeInstrumentation> door, ClassLoader agent) {
        this.door = List.copyOf(door);
        Set<String> advice = new LinkedHashSet<>();
        for (TypeInstrumentation type : door) {
            for (MethodWeaving weaving : type.weavings()) {
                advice.add(weaving.adviceClass());
            }
        }
        this.references = new DoorReferences(advice, agent);
    }

    /**
     * Reads the class files that a loader gives; loads no class.
     *
     * @return what is missing, for a message; empty if the door fits, and if the loader gives no class file that only a server
     *     has, as nothing can be said then
     */
    public List<String> missingIn(ClassLoader loader) {
        ServerClasses server = new ServerClasses(loader);
        List<String> missing = new ArrayList<>();
        boolean anyThere = false;
        for (TypeInstrumentation type : door) {
            String name = type.typeName().replace('.', '/');
            if (!server.isThere(name)) {
                missing.add("class " + type.typeName());
                continue;
            }
            anyThere |= !type.isOfClientsToo();
            for (MethodWeaving weaving : type.weavings()) {
                if (weaving.required() && !server.declares(name, weaving.method(), parameters(weaving))) {
                    missing.add("method " + type.typeName() + '.' + weaving.method() + '('
                            + String.join(", ", weaving.parameters()) + ')');
                }
            }
        }
        if (!anyThere) {
            return List.of();
        }
        for (String type : references.types()) {
            if (!server.isThere(type)) {
                missing.add("class " + type.replace('/', '.'));
            }
        }
        for (Member member : references.members()) {
            if (!server.has(member)) {
                missing.add(member.toString());
            }
        }
        return missing;
    }

    static String parameters(MethodWeaving weaving) {
        StringBuilder descriptor = new StringBuilder("(");
        for (String type : weaving.parameters()) {
            descriptor.append(
                    switch (type) {
                        case "boolean" -> "Z";
                        case "int" -> "I";
                        case "long" -> "J";
                        default -> 'L' + type.replace('.', '/') + ';';
                    });
        }
        return descriptor.toString();
    }
}
