package io.mcpoauth2.agent.instrumentation.handler;

import io.mcpoauth2.agent.config.HandlerSignature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which methods are handlers: those annotated with {@code @McpEndpoint}, those the {@code handlers} key names, and those
 * that their MCP framework takes for handlers.
 */
public final class HandlerSignatures {
    /** By full name: other projects have annotations of this simple name. */
    static final String ENDPOINT_ANNOTATION = "io.mcpoauth2.McpEndpoint";

    private final Set<String> annotations = new HashSet<>();
    private final Set<String> marks = new HashSet<>();
    private final Set<String> types = new HashSet<>();
    private final List<HandlerSignature.Named> named = new ArrayList<>();
    private final List<HandlerSignature> configured;
    private final Set<String> presets;
    private final Map<String, FrameworkCalls> calls;

    /**
     * @param configured what the {@code handlers} key holds
     * @param presets whether the handlers of MCP frameworks are guarded
     */
    public HandlerSignatures(List<HandlerSignature> configured, boolean presets) {
        this.configured = List.copyOf(configured);
        this.presets = presets ? Presets.ANNOTATIONS : Set.of();
        this.calls = presets ? Presets.calls() : Map.of();
        annotations.addAll(this.presets);
        annotations.add(ENDPOINT_ANNOTATION);
        for (HandlerSignature signature : configured) {
            if (signature instanceof HandlerSignature.Annotated annotated) {
                annotations.add(annotated.annotation());
                marks.add(annotated.annotation());
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

    /**
     * Whether a signature names this class, given as in a class file, or a framework's class of that name calls handlers.
     * Asked about every class that is loaded.
     */
    public boolean namesType(String internalName) {
        return calls.containsKey(internalName) || (!types.isEmpty() && types.contains(internalName.replace('/', '.')));
    }

    /** Which calls of a class, given as in a class file, are those of handlers; null if it has none. */
    @Nullable
    FrameworkCalls callsOf(String internalName) {
        return calls.get(internalName);
    }

    /** Whether only a framework marks by that annotation, and no one who has secured the application. */
    boolean isPreset(String annotation) {
        return presets.contains(annotation) && !marks.contains(annotation);
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
