package com.example.vertx;

import com.example.mcp.StatelessServers;
import com.example.server.Options;
import com.example.server.ServerProcess;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.util.concurrent.TimeUnit;

/**
 * A stateless MCP server on nothing but Vert.x; {@code threads=EVENT_LOOP|WORKER|VIRTUAL_THREAD}. Runs on Vert.x 4.5 too, so
 * that it is deployed by its name, which is the same in both.
 */
public final class VertxServer extends AbstractVerticle {
    private static volatile Options options;
    private static volatile int port;

    public static void main(String[] args) {
        options = new Options(args);
        ThreadingModel threads = ThreadingModel.valueOf(options.text("threads", "EVENT_LOOP"));
        ServerProcess.run(() -> {
            Vertx.vertx()
                    .deployVerticle(VertxServer.class.getName(), new DeploymentOptions().setThreadingModel(threads))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            return port;
        });
    }

    @Override
    public void start(Promise<Void> started) {
        MessageTransport mcp = new MessageTransport();
        StatelessServers.start(mcp, options);
        vertx.createHttpServer(http())
                .requestHandler(new Routes(vertx, mcp))
                .listen()
                .onSuccess(server -> {
                    port = server.actualPort();
                    started.complete();
                })
                .onFailure(started::fail);
    }

    private static HttpServerOptions http() {
        HttpServerOptions http = new HttpServerOptions().setHost("127.0.0.1").setPort(options.port());
        String store = options.text("tls", "");
        if (!store.isEmpty()) {
            PfxOptions keys = new PfxOptions().setPath(store).setPassword(options.text("tls-password", ""));
            http.setSsl(true).setKeyCertOptions(keys).setTrustOptions(keys).setClientAuth(ClientAuth.REQUEST);
            http.setUseAlpn(true);
        }
        return http;
    }
}
