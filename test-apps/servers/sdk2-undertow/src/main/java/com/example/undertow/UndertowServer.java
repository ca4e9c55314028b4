package com.example.undertow;

import com.example.mcp.McpServlet;
import com.example.server.Options;
import com.example.server.ServerProcess;
import com.example.server.Tls;
import com.example.servlet.Routes;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import org.xnio.SslClientAuthMode;

/** An MCP server on embedded Undertow, as its users write one. */
public final class UndertowServer {
    private UndertowServer() {}

    public static void main(String[] args) {
        ServerProcess.run(() -> start(new Options(args)));
    }

    private static int start(Options options) throws Exception {
        McpServlet mcp = McpServlet.of(options);

        Routes routes = new Routes(mcp.servlet(), mcp.paths());
        DeploymentInfo application = Servlets.deployment()
                .setClassLoader(UndertowServer.class.getClassLoader())
                .setContextPath("/")
                .setDeploymentName("server")
                .addServletContainerInitializer(new ServletContainerInitializerInfo(
                        Routes.class, new ImmediateInstanceFactory<>(routes), Set.of()));
        if (options.flag("websocket")) {
            application.addServletContextAttribute(
                    WebSocketDeploymentInfo.ATTRIBUTE_NAME,
                    new WebSocketDeploymentInfo().setDispatchToWorkerThread(true));
        }
        DeploymentManager deployment = Servlets.newContainer().addDeployment(application);
        deployment.deploy();
        Undertow.Builder builder = Undertow.builder()
                .setServerOption(UndertowOptions.ENABLE_HTTP2, options.flag("http2"))
                .setHandler(deployment.start());
        Optional<Tls> tls = Tls.of(options);
        if (tls.isPresent()) {
            builder.addHttpsListener(options.port(), "127.0.0.1", tls.get().context())
                    .setSocketOption(org.xnio.Options.SSL_CLIENT_AUTH_MODE, SslClientAuthMode.REQUESTED);
        } else {
            builder.addHttpListener(options.port(), "127.0.0.1");
        }
        Undertow server = builder.build();
        server.start();
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }
}
