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
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;

/** A stateless MCP server without any container; {@code executor=default|cached|virtual}. */
public final class JdkHttpServer {
    private JdkHttpServer() {}

    public static void main(String[] args) {
        ServerProcess.run(() -> start(new Options(args)));
    }

    private static int start(Options options) throws Exception {
        ExchangeTransport mcp = new ExchangeTransport();
        StatelessServers.start(mcp, options);

        if (options.management() != null) {
            HttpServer management = create(options.management());
            management.createContext("/hello", exchange -> {
                Executions.record();
                answer(exchange, "hello");
            });
            management.createContext("/health/", exchange -> answer(exchange, "ok"));
            management.start();
        }
        HttpServer server = create(options);
        server.setExecutor(executor(options.text("executor", "default")));
        server.createContext("/mcp", mcp);
        HttpHandler hello = exchange -> {
            Executions.record();
            answer(exchange, "hello");
        };
        server.createContext("/tasks", new TasksHandler());
        server.createContext("/hello", hello);
        server.createContext("/wrapped", hello).getFilters().add(new WrappingFilter());
        server.createContext("/handed-on", hello).getFilters().add(new HandingFilter());
        server.createContext("/endless", new EndlessHandler());
        server.createContext("/trust", exchange -> answer(exchange, trustInCode(options)));
        server.createContext("/health/", exchange -> answer(exchange, "ok"));
        ServiceLoader.load(HttpHandler.class).forEach(found -> {
            server.createContext("/whoami-http", found);
            server.createContext("/whoami-handed-on", found).getFilters().add(new HandingFilter());
        });
        server.start();
        return server.getAddress().getPort();
    }

    /** Names a trust store in code, as applications do late in their start, and then speaks TLS by the JVM's defaults. */
    private static String trustInCode(Options options) throws IOException {
        System.setProperty("javax.net.ssl.trustStore", options.text("late-trust", ""));
        System.setProperty("javax.net.ssl.trustStorePassword", options.text("late-trust-password", ""));
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(options.text("late-address", "")).toURL().openConnection();
        try {
            return String.valueOf(connection.getResponseCode());
        } catch (SSLException e) {
            return e.getClass().getSimpleName();
        }
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
