package io.mcpoauth2.testapps.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TlsKeysTest {
    private static TlsKeys keys;
    private static HttpsServer server;

    @BeforeAll
    static void start() throws Exception {
        keys = TlsKeys.generate();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(serverContext()) {
            @Override
            public void configure(HttpsParameters parameters) {
                parameters.setWantClientAuth(true);
            }
        });
        server.createContext("/", exchange -> {
            byte[] name = client((HttpsExchange) exchange).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, name.length);
            exchange.getResponseBody().write(name);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
        keys.close();
        assertThat(keys.serverStore()).doesNotExist();
        assertThat(keys.serverStore().getParent()).doesNotExist();
    }

    @Test
    void clientShowsTheCertificateItIsAskedTo() throws IOException {
        assertThat(whoAmI(keys.client(TlsKeys.ALICE))).isEqualTo("CN=alice");
        assertThat(whoAmI(keys.client(TlsKeys.BOB))).isEqualTo("CN=bob");
        assertThat(whoAmI(keys.client(null))).isEqualTo("nobody");
    }

    @Test
    void keysAreOthersEachTime() throws IOException {
        try (TlsKeys others = TlsKeys.generate()) {
            assertThat(others.thumbprint(TlsKeys.ALICE)).isNotEqualTo(keys.thumbprint(TlsKeys.ALICE));
            assertThatThrownBy(() -> whoAmI(others.client(null))).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void thumbprintIsThatOfTheCertificate() {
        assertThat(keys.thumbprint(TlsKeys.ALICE)).hasSize(43).matches("[A-Za-z0-9_-]+");
        assertThat(keys.thumbprint(TlsKeys.ALICE)).isNotEqualTo(keys.thumbprint(TlsKeys.BOB));
        assertThat(keys.certificate(TlsKeys.ALICE).getSubjectX500Principal().getName())
                .isEqualTo("CN=alice");
    }

    private static String whoAmI(SSLContext tls) throws IOException {
        try (RawHttp plain = RawHttp.connect(server.getAddress().getPort(), Duration.ofSeconds(20));
                RawHttp connection = plain.secure(tls)) {
            connection.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            return connection.read(false).body();
        }
    }

    private static String client(HttpsExchange exchange) {
        try {
            return ((X509Certificate) exchange.getSSLSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        } catch (SSLPeerUnverifiedException e) {
            return "nobody";
        }
    }

    private static SSLContext serverContext() throws Exception {
        assertThat(Files.size(keys.serverStore())).isPositive();
        char[] password = keys.password().toCharArray();
        KeyStore store = KeyStore.getInstance(keys.serverStore().toFile(), password);
        KeyManagerFactory key = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        key.init(store, password);
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(key.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
