package io.mcpoauth2.agent.instrumentation.handler;

import io.mcpoauth2.agent.config.HandlerSignature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which methods are handlers: those annotated with {@code @McpEndpoint}, and those the {@code handlers} key names. */
public final class HandlerSignatures {
    /** By full name: other projects have annotations of this simple name. */
    static final String ENDPOINT_ANNOTATION = "io.mcpoauth2.McpEndpoint";

    private final Set<String> annotations = new HashSet<>();
    private final Set<String> types = new HashSet<>();
    private final List<HandlerSignature.Named> named = new ArrayList<>();
    private final List<HandlerSignature> configured;

    public HandlerSignatures(List<HandlerSignature> configured) {
        this.configured = List.copyOf(configured);
        annotations.add(ENDPOINT_ANNOTATION);
        for (HandlerSignature signature : configured) {
            if (signature instanceof HandlerSignature.Annotated annotated) {
                annotations.add(annotated.annotation());
            } else if (signature instanceof HandlerSignature.Named method) {
                named.add(method);
                types.add(method.type());
            }
        }
    }

    /** Binary names of all annotations that mark handlers. */
    public Set<String> annotations() {
        return annotations;
    }

    /** Whether a signature names this class, given as in a class file. Asked about every class that is loaded. */
    public boolean namesType(String internalName) {
        return !types.isEmpty() && types.contains(internalName.replace('/', '.'));
    }

    /** What the {@code handlers} key holds. */
    public List<HandlerSignature> configured() {
        return configured;
    }

    boolean isHandlerAnnotation(String binaryName) {
        return annotations.contains(binaryName);
    }

    /** The signatures that name a method of a class. */
    List<HandlerSignature.Named> naming(String type, String method) {
        List<HandlerSignature.Named> fitting = new ArrayList<>();
        for (HandlerSignature.Named signature : named) {
            if (signature.type().equals(type) && signature.fits(method)) {
                fitting.add(signature);
            }
        }
        return fitting;
    }
}
