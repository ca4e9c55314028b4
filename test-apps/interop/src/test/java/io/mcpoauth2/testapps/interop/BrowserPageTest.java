package io.mcpoauth2.testapps.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A page of another origin in a real browser: what it is told by the agent lets it log its user in and call a tool. */
@Tag("full")
@ExtendWith({ServersExtension.class, ProvidersExtension.class})
class BrowserPageTest {
    private static final String RESULT = "#result:not(:empty)";
    private static final String BUTTON = "button[type=submit]";

    private HttpServer pages;

    @BeforeEach
    void servePages() throws IOException {
        byte[] page;
        try (InputStream in = BrowserPageTest.class.getResourceAsStream("page.html")) {
            page = Objects.requireNonNull(in).readAllBytes();
        }
        pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pages.createContext("/callback", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        pages.start();
    }

    @AfterEach
    void stopPages() {
        pages.stop(0);
    }

    @Test
    @DisplayName(
            "R25, R26: a page of an allowed origin discovers the issuer, logs in there and calls a tool; another cannot")
    void pageOfAnAllowedOriginLogsInAndCallsATool(Providers providers, Servers servers) {
        int port = Ports.free();
        String mcp = "http://127.0.0.1:" + port + "/mcp";
        ServerSpec spec = ServerSpec.of(ServerKind.SDK2_TOMCAT11, 17)
                .withApi()
                .argument("port=" + port)
                .setting("issuer", providers.oidcProvider().issuer().url())
                .setting("audience", mcp)
                .setting("scopes", ProtectedServer.SCOPE);
        try (TestServer server = servers.start(spec);
                Chromium browser = Chromium.start()) {
            long before = server.executions();

            browser.open(page("stranger.localhost", mcp));
            assertThat(result(browser)).startsWith("failed: TypeError");
            assertThat(server.executions()).isEqualTo(before);

            browser.open(page("127.0.0.1", mcp));
            await().atMost(TimeLimit.OF_A_WAIT).until(() -> browser.has("input[name=login]"));
            browser.type("input[name=login]", "ursula");
            browser.type("input[name=password]", "secret");
            browser.click(BUTTON);
            await().atMost(TimeLimit.OF_A_WAIT).until(() -> !browser.has("input[name=login]") && browser.has(BUTTON));
            browser.click(BUTTON);

            assertThat(result(browser)).isEqualTo("401, then 200: ursula");
            assertThat(server.executions()).isEqualTo(before + 1);
        }
    }

    private String page(String host, String mcp) {
        return "http://" + host + ":" + pages.getAddress().getPort() + "/callback?mcp=" + Http.encoded(mcp);
    }

    private static String result(Chromium browser) {
        await().atMost(TimeLimit.OF_A_WAIT).until(() -> browser.has(RESULT));
        return browser.text(RESULT).orElseThrow();
    }
}
