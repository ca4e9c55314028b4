package io.mcpoauth2.agent.telemetry;

/**
 * A failure as lines of text: types and frames of it and its causes, bounded.
 *
 * <p>Messages may quote what was being parsed, a token included. Only those are kept which the JVM makes from the names
 * of classes and members.
 */
final class StackTrace {
    private static final int MAX_CAUSES = 8;
    private static final int MAX_FRAMES = 60;

    private StackTrace() {}

    /** Appends the failure, each line ended by {@code separator}. */
    static void append(StringBuilder lines, Throwable failure, String separator) {
        Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            lines.append(i == 0 ? "  " : "  caused by ").append(cause.getClass().getName());
            if (namesOnlyCode(cause)) {
                lines.append(": ").append(Printable.of(String.valueOf(cause.getMessage())));
            }
            lines.append(separator);
            StackTraceElement[] frames = cause.getStackTrace();
            for (int f = 0; f < frames.length && f < MAX_FRAMES; f++) {
                lines.append("    at ").append(frames[f]).append(separator);
            }
            cause = cause.getCause();
        }
    }

    private static boolean namesOnlyCode(Throwable failure) {
        return failure instanceof LinkageError
                || failure instanceof ReflectiveOperationException
                || failure instanceof NullPointerException
                || failure instanceof ClassCastException;
    }
}
