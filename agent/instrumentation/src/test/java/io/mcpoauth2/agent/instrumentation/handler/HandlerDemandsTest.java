package io.mcpoauth2.agent.instrumentation.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.access.Operation;
import io.mcpoauth2.agent.config.PolicySettings;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.bridge.Denial;
import io.mcpoauth2.bridge.UserKeys;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

/** What marked handlers demand is known by the operations that run them, as their frameworks' annotations name these. */
class HandlerDemandsTest {
    private final Access access = new Access(PolicySettings.NONE);
    private final HandlerReport report = new HandlerReport(AgentLog.toStderr(AgentLog.Level.ERROR), access.handlers());
    private final HandlerWeaver weaver = new HandlerWeaver(new HandlerSignatures(List.of(), true), report);

    @Test
    void toolIsCalledByItsNameOrElseByItsMethods() {
        weave("org.springframework.ai.mcp.annotation.McpTool", "name", "renamed");
        weave("io.quarkiverse.mcp.server.Tool", "name", "<<element name>>");

        assertThat(needed(new Operation("tools/call", "renamed", null))).containsExactly("own");
        assertThat(needed(new Operation("tools/call", "handler", null))).containsExactly("own");
        assertThat(needed(new Operation("prompts/get", "handler", null))).isEmpty();
    }

    @Test
    void resourceIsReadByItsUriAndSubscribedTo() {
        weave("org.springframework.ai.mcp.annotation.McpResource", "uri", "docs://plan");

        assertThat(needed(new Operation("resources/read", null, "docs://plan"))).containsExactly("own");
        assertThat(needed(new Operation("resources/subscribe", null, "docs://plan")))
                .containsExactly("own");
    }

    @Test
    void whatIsFilledInLaterIsLeftToTheGuard() {
        weave("org.springframework.ai.mcp.annotation.McpResource", "uri", "docs://{team}/plan");
        weave("org.springframework.ai.mcp.annotation.McpTool", "name", "${tool.name}");

        assertThat(access.needsMessages()).isFalse();
    }

    @Test
    void otherAnnotationsNameNoOperation() {
        weave("com.example.McpTool", "name", "other");

        assertThat(access.needsMessages()).isFalse();
    }

    private Set<String> needed(Operation operation) {
        Denial denial = access.judge(Map.of(UserKeys.SCOPES, Set.of()), operation);
        return denial == null ? Set.of() : denial.requiredScopes();
    }

    /** A class with a method {@code handler} that has the annotation, and asks for a scope. */
    private void weave(String annotation, String member, String value) {
        ClassWriter type = new ClassWriter(0);
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "com/example/Handlers", null, "java/lang/Object", null);
        MethodVisitor method = type.visitMethod(Opcodes.ACC_PUBLIC, "handler", "()V", null, null);
        AnnotationVisitor mark = method.visitAnnotation('L' + annotation.replace('.', '/') + ';', true);
        mark.visit(member, value);
        mark.visitEnd();
        AnnotationVisitor endpoint = method.visitAnnotation("Lio/mcpoauth2/McpEndpoint;", true);
        AnnotationVisitor scopes = endpoint.visitArray("scopes");
        scopes.visit(null, "own");
        scopes.visitEnd();
        endpoint.visitEnd();
        method.visitCode();
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 1);
        method.visitEnd();
        type.visitEnd();
        byte[] before = type.toByteArray();
        assertThat(weaver.weave(before)).isNotSameAs(before);
    }
}
