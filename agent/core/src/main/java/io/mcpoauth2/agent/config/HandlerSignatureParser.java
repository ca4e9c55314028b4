package io.mcpoauth2.agent.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an element of {@code handlers}. */
final class HandlerSignatureParser {
    private HandlerSignatureParser() {}

    /** The signature; null if the text is none. */
    static @Nullable HandlerSignature parse(String text) {
        if (text.startsWith("@")) {
            String annotation = text.substring(1);
            return isTypeName(annotation) ? new HandlerSignature.Annotated(text, annotation) : null;
        }
        int hash = text.indexOf('#');
        if (hash < 0) {
            return null;
        }
        String type = text.substring(0, hash);
        boolean prefix = text.endsWith("*");
        String method = text.substring(hash + 1, prefix ? text.length() - 1 : text.length());
        boolean methodFits = method.isEmpty() ? prefix : isIdentifier(method, 0, method.length());
        return isTypeName(type) && methodFits ? new HandlerSignature.Named(text, type, method, prefix) : null;
    }

    /** The signatures of texts that are some; the rules let no other text through. */
    static List<HandlerSignature> parseAll(List<String> texts) {
        List<HandlerSignature> handlers = new ArrayList<>(texts.size());
        for (String text : texts) {
            HandlerSignature handler = parse(text);
            if (handler != null) {
                handlers.add(handler);
            }
        }
        return List.copyOf(handlers);
    }

    private static boolean isTypeName(String name) {
        int start = 0;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', start)) {
            if (!isIdentifier(name, start, dot)) {
                return false;
            }
            start = dot + 1;
        }
        return isIdentifier(name, start, name.length());
    }

    private static boolean isIdentifier(String text, int start, int end) {
        if (start >= end || !Character.isJavaIdentifierStart(text.charAt(start))) {
            return false;
        }
        for (int i = start + 1; i < end; i++) {
            if (!Character.isJavaIdentifierPart(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
