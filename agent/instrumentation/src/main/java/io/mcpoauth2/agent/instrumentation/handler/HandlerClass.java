package io.mcpoauth2.agent.instrumentation.handler;

import io.mcpoauth2.agent.config.HandlerSignature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** Reads from a class file which of its methods are handlers and what each needs. */
final class HandlerClass extends ClassVisitor {
    /** What gives a handler of Helidon another name than its method. */
    private static final String HELIDON_NAME = "io.helidon.extensions.mcp.server.Mcp$Name";

    private final HandlerSignatures signatures;
    private final List<Method> methods = new ArrayList<>();
    private final Set<String> classAnnotations = new HashSet<>();
    private @Nullable HandlerRule classRule;
    private String name = "";

    private HandlerClass(HandlerSignatures signatures) {
        super(Opcodes.ASM9);
        this.signatures = signatures;
    }

    /**
     * What of a class is to be guarded.
     *
     * @param rules keyed by method name and descriptor; empty if there is no handler
     * @param marked how many handlers that are, without those of presets: compilers repeat annotations on bridge methods,
     *     which are guarded too but are no handlers of their own
     * @param presets how many more nothing but their framework makes handlers
     */
    record Handlers(Map<String, HandlerRule> rules, int marked, int presets) {}

    /**
     * The handlers of a class.
     *
     * @param findings is told what signatures were found and which handlers have to be marked elsewhere
     * @throws IllegalStateException if a handler is native, so that no guard can be put before its body
     */
    static Handlers handlers(byte[] classFile, HandlerSignatures signatures, Findings findings) {
        HandlerClass reader = new HandlerClass(signatures);
        new ClassReader(classFile)
                .accept(reader, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return reader.resolve(findings);
    }

    /** What reading handlers brings to light beside the handlers. */
    interface Findings {
        void found(HandlerSignature signature);

        void foundAnnotation(String annotation);

        /** A marked method has no body that could be guarded. */
        void withoutBody(String type, String method);
    }

    private Handlers resolve(Findings findings) {
        Map<String, HandlerRule> handlers = new HashMap<>();
        int marked = 0;
        int presets = 0;
        classAnnotations.forEach(findings::foundAnnotation);
        for (Method method : methods) {
            HandlerRule rule = method.rule;
            boolean inherited = classRule != null && (method.access & Opcodes.ACC_PUBLIC) != 0;
            if (inherited && classRule != null) {
                rule = rule == null ? classRule : classRule.and(rule);
            }
            for (HandlerSignature.Named signature : signatures.naming(name, method.name)) {
                findings.found(signature);
                rule = rule == null ? HandlerRule.AUTHENTICATED : rule.and(HandlerRule.AUTHENTICATED);
            }
            method.annotations.forEach(findings::foundAnnotation);
            if (rule == null) {
                continue;
            }
            if ((method.access & Opcodes.ACC_NATIVE) != 0) {
                throw new IllegalStateException("its handler " + method.name + " is native");
            }
            if ((method.access & Opcodes.ACC_ABSTRACT) == 0) {
                handlers.put(method.name + method.descriptor, rule.calledBy(method.operation()));
                int counted = (method.access & Opcodes.ACC_BRIDGE) == 0 ? 1 : 0;
                marked += rule.preset() ? 0 : counted;
                presets += rule.preset() ? counted : 0;
            } else if (!rule.preset() && (!inherited || method.rule != null)) {
                findings.withoutBody(name, method.name);
            }
        }
        return new Handlers(handlers, marked, presets);
    }

    @Override
    public void visit(
            int version, int access, String internalName, String signature, String superName, String[] interfaces) {
        name = internalName.replace('/', '.');
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        String annotation = Type.getType(descriptor).getClassName();
        if (!signatures.isHandlerAnnotation(annotation)) {
            return null;
        }
        classAnnotations.add(annotation);
        return reader(annotation, null, rule -> classRule = classRule == null ? rule : classRule.and(rule));
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String methodName, String descriptor, String signature, String[] exceptions) {
        if (methodName.startsWith("<")) {
            return null;
        }
        Method method = new Method(access, methodName, descriptor);
        methods.add(method);
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public @Nullable AnnotationVisitor visitAnnotation(String annotationDescriptor, boolean visible) {
                String annotation = Type.getType(annotationDescriptor).getClassName();
                AnnotationVisitor operation = method.operationReader(annotation);
                if (!signatures.isHandlerAnnotation(annotation)) {
                    return operation;
                }
                method.annotations.add(annotation);
                return reader(
                        annotation,
                        operation,
                        rule -> method.rule = method.rule == null ? rule : method.rule.and(rule));
            }
        };
    }

    private RuleReader reader(String annotation, @Nullable AnnotationVisitor operation, Consumer<HandlerRule> result) {
        boolean endpoint = annotation.equals(HandlerSignatures.ENDPOINT_ANNOTATION);
        return new RuleReader(operation, endpoint, signatures.isPreset(annotation), result);
    }

    private static final class Method {
        private final int access;
        private final String name;
        private final String descriptor;
        private final Set<String> annotations = new HashSet<>();
        private @Nullable HandlerRule rule;
        private String calledBy = "";
        private String target = "";

        Method(int access, String name, String descriptor) {
            this.access = access;
            this.name = name;
            this.descriptor = descriptor;
        }

        /** Reads how clients call the handler from a framework's annotation; null if it is none. */
        @Nullable
        AnnotationVisitor operationReader(String annotation) {
            if (annotation.equals(HELIDON_NAME)) {
                return targetReader("value");
            }
            String known = HandlerOperation.methodOf(annotation);
            if (known == null) {
                return null;
            }
            calledBy = known;
            return targetReader("");
        }

        private AnnotationVisitor targetReader(String only) {
            return new AnnotationVisitor(Opcodes.ASM9) {
                @Override
                public void visit(String member, Object value) {
                    boolean fits = only.isEmpty() ? HandlerOperation.isTarget(calledBy, member) : member.equals(only);
                    if (fits && value instanceof String text) {
                        target = text;
                    }
                }
            };
        }

        HandlerOperation operation() {
            // A template, or what a framework fills in later: calls have other names.
            if (target.indexOf('{') >= 0) {
                return new HandlerOperation(calledBy, "");
            }
            if (calledBy.isEmpty()) {
                return HandlerOperation.UNKNOWN;
            }
            boolean named = !calledBy.equals("resources/read") && HandlerOperation.isElementName(target);
            return new HandlerOperation(calledBy, named ? name : target);
        }
    }

    /** Reads {@code scopes} and {@code roles} of {@code @McpEndpoint}; any other annotation asks for a caller only. */
    private static final class RuleReader extends AnnotationVisitor {
        private final boolean endpoint;
        private final boolean preset;
        private final Consumer<HandlerRule> result;
        private final Set<String> scopes = new LinkedHashSet<>();
        private final Set<String> roles = new LinkedHashSet<>();

        /**
         * @param operation reads the same annotation; null if nothing else does
         */
        RuleReader(
                @Nullable AnnotationVisitor operation, boolean endpoint, boolean preset, Consumer<HandlerRule> result) {
            super(Opcodes.ASM9, operation);
            this.endpoint = endpoint;
            this.preset = preset;
            this.result = result;
        }

        @Override
        public @Nullable AnnotationVisitor visitArray(String member) {
            Set<String> values = member.equals("scopes") ? scopes : member.equals("roles") ? roles : null;
            if (!endpoint || values == null) {
                return null;
            }
            return new AnnotationVisitor(Opcodes.ASM9) {
                @Override
                public void visit(String unnamed, Object value) {
                    values.add((String) value);
                }
            };
        }

        @Override
        public void visitEnd() {
            result.accept(new HandlerRule(scopes, roles, preset, HandlerOperation.UNKNOWN));
        }
    }
}
