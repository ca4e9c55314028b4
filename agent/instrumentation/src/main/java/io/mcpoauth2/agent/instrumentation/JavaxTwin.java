package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;
import java.util.Optional;

/**
 * Finds the second form of what is woven into servlet containers, for servers from before {@code jakarta.servlet}.
 *
 * <p>The build makes its classes from the first form's, in a package whose name has {@code javax} before it.
 */
final class JavaxTwin {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.";
    private static final List<String> PACKAGES = List.of("doors.servlet.", "doors.tomcat.", "context.servlet.");

    private JavaxTwin() {}

    /** Empty if the door has one form only. */
    static Optional<TypeInstrumentation> of(TypeInstrumentation type) {
        String advice = type.weavings().get(0).adviceClass();
        boolean hasTwin = PACKAGES.stream().anyMatch(one -> advice.startsWith(one, HERE.length()));
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
                HERE + weaving.adviceClass().substring(HERE.length()).replaceFirst("\\.", ".javax"),
                weaving.required());
    }

    private static String renamed(String type) {
        return type.startsWith("jakarta.servlet.") ? "javax" + type.substring("jakarta".length()) : type;
    }
}
