package com.example.micronaut;

import com.example.server.Options;
import com.example.server.ServerProcess;
import com.example.server.Tls;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.HashMap;
import java.util.Map;

/** A stateless MCP server of Micronaut's; {@code http2=true}. */
public final class MicronautServer {
    private static final String SERVER = "micronaut.server.";

    private MicronautServer() {}

    public static void main(String[] args) {
        ServerProcess.run(() -> ApplicationContext.run(EmbeddedServer.class, settings(new Options(args)))
                .getPort());
    }

    private static Map<String, Object> settings(Options options) {
        Map<String, Object> settings = new HashMap<>();
        int port = options.port() == 0 ? -1 : options.port();
        settings.put(SERVER + "port", port);
        settings.put(SERVER + "host", "127.0.0.1");
        if (options.flag("http2")) {
            settings.put(SERVER + "http-version", "2.0");
        }
        Tls.of(options).ifPresent(tls -> {
            settings.put(SERVER + "ssl.enabled", true);
            settings.put(SERVER + "ssl.port", port);
            settings.put(SERVER + "ssl.client-authentication", "want");
            for (String store : new String[] {"key-store", "trust-store"}) {
                settings.put(SERVER + "ssl." + store + ".path", "file:" + tls.store());
                settings.put(SERVER + "ssl." + store + ".password", tls.password());
                settings.put(SERVER + "ssl." + store + ".type", Tls.TYPE);
            }
        });
        settings.put("micronaut.mcp.server.transport", "HTTP");
        settings.put("micronaut.mcp.server.info.name", "test-server");
        settings.put("micronaut.mcp.server.info.version", "1");
        return settings;
    }
}
