package com.example.quarkus;

import com.example.server.Options;
import com.example.server.ServerProcess;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import jakarta.enterprise.event.ObservesAsync;
import org.eclipse.microprofile.config.ConfigProvider;

/** An MCP server of Quarkus; {@code /mcp} speaks Streamable HTTP, and {@code /mcp/sse} the transport before it. */
@QuarkusMain
public class QuarkusServer {
    public static void main(String[] args) {
        Options options = new Options(args);
        String port = Integer.toString(options.port());
        String store = options.text("tls", "");
        if (store.isEmpty()) {
            System.setProperty("quarkus.http.port", port);
        } else {
            System.setProperty("quarkus.http.insecure-requests", "disabled");
            System.setProperty("quarkus.http.ssl-port", port);
            for (String keys : new String[] {"key-store", "trust-store"}) {
                System.setProperty("quarkus.http.ssl.certificate." + keys + "-file", store);
                System.setProperty(
                        "quarkus.http.ssl.certificate." + keys + "-password", options.text("tls-password", ""));
            }
        }
        Quarkus.run(args);
    }

    void started(@ObservesAsync HttpServerStart start) {
        ready("quarkus.http.port");
    }

    void startedByTls(@ObservesAsync HttpsServerStart start) {
        ready("quarkus.http.ssl-port");
    }

    /** Where the system has chosen a port, Quarkus writes it over the setting: now, or soon. */
    private static void ready(String setting) {
        int port = 0;
        while (port == 0) {
            Thread.onSpinWait();
            port = ConfigProvider.getConfig().getValue(setting, Integer.class);
        }
        ServerProcess.ready(port);
    }
}
