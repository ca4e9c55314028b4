package com.example.helidon;

import com.example.server.Options;
import com.example.server.ServerProcess;
import com.example.server.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.websocket.WsRouting;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An MCP server of Helidon's; {@code transport=streamable|stateless}, {@code http2=true}, {@code filter=true}, and {@code
 * aside=protocols|routing}, what serves beside Helidon's own routing.
 */
public final class HelidonServer {
    private static final String MANAGEMENT = "management";
    /** Says that Helidon MCP is new. */
    private static final Logger FEATURES = Logger.getLogger("io.helidon.common.features");

    private HelidonServer() {}

    public static void main(String[] args) {
        FEATURES.setLevel(Level.OFF);
        ServerProcess.run(() -> start(new Options(args)));
    }

    private static int start(Options options) throws Exception {
        WebServerConfig.Builder server = WebServer.builder();
        listen(server, options);
        String aside = options.text("aside", "");
        if (aside.equals("protocols")) {
            Aside.addTo(server);
        }
        server.addRouting(aside.equals("routing") ? new OwnRouting() : routing(options));
        server.addRouting(WsRouting.builder().endpoint("/socket", new EchoSocket()));
        if (options.flag("http2")) {
            server.addProtocol(Http2Config.create());
        }
        if (options.management() != null) {
            ListenerConfig.Builder management = ListenerConfig.builder();
            listen(management, options.management());
            management.addRouting(HttpRouting.builder().register(new SideService()));
            server.putSocket(MANAGEMENT, management.build());
        }
        return server.build().start().port();
    }

    private static void listen(ListenerConfig.BuilderBase<?, ?> listener, Options options)
            throws GeneralSecurityException, IOException {
        listener.host("127.0.0.1").port(options.port()).enableProxyProtocol(options.flag("proxy-protocol"));
        Optional<Tls> tls = Tls.of(options);
        if (tls.isPresent()) {
            listener.tls(io.helidon.common.tls.Tls.builder()
                    .sslContext(tls.get().context())
                    .clientAuth(TlsClientAuth.OPTIONAL)
                    .build());
        }
    }

    private static HttpRouting.Builder routing(Options options) {
        HttpRouting.Builder routing = HttpRouting.builder();
        if (options.flag("filter")) {
            routing.addFilter(new CountingFilter());
        }
        routing.addFeature(Tools.feature(options.text("transport", "streamable").equals("stateless")));
        routing.register(new SideService());
        ServiceLoader.load(HttpService.class).forEach(routing::register);
        return routing;
    }
}
