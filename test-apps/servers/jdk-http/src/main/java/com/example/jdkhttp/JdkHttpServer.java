package com.example.jdkhttp;

import com.example.mcp.StatelessServers;
import com.example.server.Executions;
import com.example.server.Options;
import com.example.server.ServerProcess;
import com.example.server.Tls;
import com.example.server.VirtualThreads;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** A stateless MCP server without any container; {@code executor=default|cached|virtual}. */
public final class JdkHttpServer {
    private JdkHttpServer() {}

    public static void main(String[] args) {
        ServerProcess.run(() -> start(new Options(args)));
    }

    private static int start(Options options) throws Exception {
        ExchangeTransport mcp = new ExchangeTransport();
        StatelessServers.start(mcp, options);

        HttpServer server = create(options);
        server.setExecutor(executor(options.text("executor", "default")));
        server.createContext("/mcp", mcp);
        HttpHandler hello = exchange -> {
            Executions.record();
            answer(exchange, "hello");
        };
        server.createContext("/hello", hello);
        server.createContext("/wrapped", hello).getFilters().add(new WrappingFilter());
        server.createContext("/endless", new EndlessHandler());
        server.createContext("/health/", exchange -> answer(exchange, "ok"));
        ServiceLoader.load(HttpHandler.class).forEach(found -> server.createContext("/whoami-http", found));
        server.start();
        return server.getAddress().getPort();
    }

    private static HttpServer create(Options options) throws Exception {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port());
        Optional<Tls> tls = Tls.of(options);
        if (tls.isEmpty()) {
            return HttpServer.create(address, 0);
        }
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.get().context()) {
            @Override
            public void configure(HttpsParameters parameters) {
                parameters.setWantClientAuth(true);
            }
        });
        return server;
    }

    /** Null is the server's own choice: its one dispatcher thread. */
    private static Executor executor(String name) {
        return switch (name) {
            case "default" -> null;
            case "cached" -> Executors.newCachedThreadPool();
            case "virtual" -> VirtualThreads.executor();
            default -> throw new IllegalArgumentException("executor=" + name);
        };
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.getRequestBody().readAllBytes();
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(200, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
