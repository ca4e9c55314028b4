package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;
import java.util.Optional;

/**
 * Finds the second form of a door, for servers from before {@code jakarta.servlet}.
 *
 * <p>The build makes its classes from the door's own, in a package whose name has {@code javax} before it.
 */
final class JavaxTwin {
    private static final String DOORS = "io.mcpoauth2.agent.instrumentation.doors.";
    private static final List<String> PACKAGES = List.of(DOORS + "servlet.", DOORS + "tomcat.");

    private JavaxTwin() {}

    /** Empty if the door has one form only. */
    static Optional<TypeInstrumentation> of(TypeInstrumentation type) {
        boolean hasTwin = PACKAGES.stream().anyMatch(type.weavings().get(0).adviceClass()::startsWith);
        return hasTwin
                ? Optional.of(new TypeInstrumentation(
                        renamed(type.typeName()),
                        type.kind(),
                        type.door(),
                        type.weavings().stream().map(JavaxTwin::of).toList()))
                : Optional.empty();
    }

    private static MethodWeaving of(MethodWeaving weaving) {
        return new MethodWeaving(
                weaving.method(),
                weaving.parameters().stream().map(JavaxTwin::renamed).toList(),
                DOORS + "javax" + weaving.adviceClass().substring(DOORS.length()),
                weaving.required());
    }

    private static String renamed(String type) {
        return type.startsWith("jakarta.servlet.") ? "javax" + type.substring("jakarta".length()) : type;
    }
}
