package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.instrumentation.context.coroutines.CoroutinesInstrumentation;
import io.mcpoauth2.agent.instrumentation.context.jetty.JettyTaskInstrumentation;
import io.mcpoauth2.agent.instrumentation.context.micronaut.MicronautErrorInstrumentation;
import io.mcpoauth2.agent.instrumentation.context.micronaut.MicronautUserInstrumentation;
import io.mcpoauth2.agent.instrumentation.context.mutiny.MutinyInstrumentation;
import io.mcpoauth2.agent.instrumentation.context.quarkussecurity.QuarkusUserInstrumentation;
import io.mcpoauth2.agent.instrumentation.context.reactor.ReactorInstrumentation;
import io.mcpoauth2.agent.instrumentation.context.servlet.ServletUserInstrumentation;
import io.mcpoauth2.agent.instrumentation.context.springsecurity.SpringSecurityUserInstrumentation;
import io.mcpoauth2.agent.instrumentation.context.springsecuritywebflux.SpringSecurityReactiveUserInstrumentation;
import io.mcpoauth2.agent.instrumentation.context.undertow.UndertowServletInstrumentation;
import io.mcpoauth2.agent.instrumentation.context.vertx.VertxContextInstrumentation;
import io.mcpoauth2.agent.instrumentation.context.webflux.WebFluxRequestInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.grizzly.GrizzlyInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.helidon.HelidonInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.helidonhttp2.HelidonHttp2Instrumentation;
import io.mcpoauth2.agent.instrumentation.doors.jdkhttp.JdkHttpInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.jetty.JettyInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.ktor.KtorInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.ktorcio.KtorCioInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.ktornetty.KtorNettyInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.liberty.LibertyInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.micronaut.MicronautInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.reactornetty.ReactorNettyInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.servlet.ServletInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.tomcat.TomcatInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.undertow.UndertowInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.vertx.VertxInstrumentation;
import io.mcpoauth2.agent.instrumentation.frameworks.helidonmcp.HelidonMcpInstrumentation;
import io.mcpoauth2.agent.instrumentation.frameworks.kotlinsdk.KotlinSdkInstrumentation;
import io.mcpoauth2.agent.instrumentation.frameworks.mcpsdk.McpSdkInstrumentation;
import io.mcpoauth2.agent.instrumentation.frameworks.micronautmcp.MicronautMcpInstrumentation;
import io.mcpoauth2.agent.instrumentation.frameworks.quarkusmcp.QuarkusMcpInstrumentation;
import io.mcpoauth2.agent.instrumentation.frameworks.solonmcp.SolonMcpInstrumentation;
import io.mcpoauth2.agent.instrumentation.frameworks.stdio.StdioInstrumentation;
import io.mcpoauth2.agent.instrumentation.frameworks.webflux.WebFluxInstrumentation;
import java.util.ArrayList;
import java.util.List;

/** All there is to weave beside handlers. */
final class Instrumentations {
    private Instrumentations() {}

    static List<TypeInstrumentation> of(Settings settings) {
        List<TypeInstrumentation> all = doors();
        all.addAll(metadataHooks());
        if (!settings.protectedRoutes().isEmpty()) {
            // With protected_routes=none the operator wants guarded handlers only.
            all.addAll(McpSdkInstrumentation.types());
            all.addAll(WebFluxInstrumentation.types());
            all.addAll(MicronautMcpInstrumentation.types());
            all.addAll(SolonMcpInstrumentation.types());
            all.addAll(QuarkusMcpInstrumentation.types());
            all.addAll(HelidonMcpInstrumentation.types());
            all.addAll(KotlinSdkInstrumentation.types());
        }
        if (changesLists(settings)) {
            all.addAll(McpSdkInstrumentation.lists());
            all.addAll(QuarkusMcpInstrumentation.lists());
            all.addAll(KotlinSdkInstrumentation.lists());
            all.addAll(HelidonMcpInstrumentation.lists());
        }
        if (settings.presets() || changesLists(settings)) {
            all.addAll(StdioInstrumentation.types());
        }
        all.addAll(WebFluxRequestInstrumentation.types());
        all.addAll(UndertowServletInstrumentation.types());
        all.addAll(CoroutinesInstrumentation.types());
        all.addAll(VertxContextInstrumentation.refusals());
        all.addAll(MicronautErrorInstrumentation.types());
        if (settings.users().servletPrincipal()) {
            all.addAll(ServletUserInstrumentation.types());
        }
        if (settings.users().springSecurity()) {
            all.addAll(SpringSecurityUserInstrumentation.types());
            all.addAll(SpringSecurityReactiveUserInstrumentation.types());
        }
        if (settings.users().quarkusIdentity()) {
            all.addAll(QuarkusUserInstrumentation.types());
        }
        if (settings.users().micronautPrincipal()) {
            all.addAll(MicronautUserInstrumentation.types());
        }
        if (settings.propagation()) {
            all.addAll(JettyTaskInstrumentation.types());
            all.addAll(ReactorInstrumentation.types());
            all.addAll(VertxContextInstrumentation.futures());
            all.addAll(MutinyInstrumentation.types());
        }
        return all;
    }

    /** In report mode answers are those of the server. */
    static boolean changesLists(Settings settings) {
        return settings.lists().areChanged() && settings.mode() == Settings.Mode.ENFORCE;
    }

    /** What is woven instead of a door that does not fit. */
    static List<TypeInstrumentation> refusals() {
        return List.of(
                TomcatInstrumentation.refusal(),
                JettyInstrumentation.refusal(),
                ServletInstrumentation.refusal(),
                VertxInstrumentation.refusal());
    }

    /** Containers that look for an application before a request reaches a door. */
    static List<TypeInstrumentation> metadataHooks() {
        List<TypeInstrumentation> hooks = new ArrayList<>();
        hooks.addAll(LibertyInstrumentation.types());
        hooks.addAll(GrizzlyInstrumentation.types());
        return hooks;
    }

    /** The servers' classes, whatever is configured. */
    static List<TypeInstrumentation> doors() {
        List<TypeInstrumentation> doors = new ArrayList<>();
        doors.addAll(TomcatInstrumentation.types());
        doors.addAll(JettyInstrumentation.types());
        for (TypeInstrumentation layer : ServletInstrumentation.types()) {
            doors.add(layer);
            JavaxTwin.of(layer).ifPresent(doors::add);
        }
        doors.addAll(JdkHttpInstrumentation.types());
        doors.addAll(ReactorNettyInstrumentation.types());
        doors.addAll(UndertowInstrumentation.types());
        doors.addAll(KtorInstrumentation.types());
        doors.addAll(KtorNettyInstrumentation.types());
        doors.addAll(KtorCioInstrumentation.types());
        doors.addAll(VertxInstrumentation.types());
        doors.addAll(HelidonInstrumentation.types());
        doors.addAll(HelidonHttp2Instrumentation.types());
        doors.addAll(MicronautInstrumentation.types());
        return doors;
    }
}
