package io.mcpoauth2.agent.fetch;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that trusts every certificate in its own connections must not make the agent do so. */
class HttpFetcherTlsTest {
    @TempDir
    private Path folder;

    private final SSLSocketFactory factory = HttpsURLConnection.getDefaultSSLSocketFactory();
    private final SSLContext context = defaultContext();
    private final HostnameVerifier verifier = HttpsURLConnection.getDefaultHostnameVerifier();
    private final WireMockServer server =
            new WireMockServer(options().dynamicPort().dynamicHttpsPort());

    @BeforeEach
    void trustEverything() throws GeneralSecurityException {
        server.start();
        server.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        SSLContext careless = SSLContext.getInstance("TLS");
        careless.init(null, new TrustManager[] {new TrustAll()}, null);
        SSLContext.setDefault(careless);
        HttpsURLConnection.setDefaultSSLSocketFactory(careless.getSocketFactory());
        HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> true);
    }

    @AfterEach
    void restore() {
        server.stop();
        SSLContext.setDefault(context);
        HttpsURLConnection.setDefaultSSLSocketFactory(factory);
        HttpsURLConnection.setDefaultHostnameVerifier(verifier);
    }

    @Test
    void untrustedCertificateFailsWhateverTheApplicationTrusts() throws IOException {
        URI uri = URI.create("https://localhost:" + server.httpsPort() + "/");
        assertThat(((HttpsURLConnection) uri.toURL().openConnection()).getResponseCode())
                .as("the application's own connection")
                .isEqualTo(200);
        HttpFetcher fetcher = new HttpFetcher(Duration.ofSeconds(20), Duration.ofSeconds(20), System::nanoTime);
        assertThat(fetcher.get(new Get(uri, 1000), fetcher.deadline()))
                .isInstanceOfSatisfying(
                        FetchResult.Failed.class,
                        failed -> assertThat(failed.reason()).startsWith("SSLHandshakeException"));
    }

    @Test
    void connectionLeavesTheDefaultSocketFactoryAsItWas() throws Exception {
        Field field = HttpsURLConnection.class.getDeclaredField("defaultSSLSocketFactory");
        field.setAccessible(true);
        SSLSocketFactory own = HttpsURLConnection.getDefaultSSLSocketFactory();
        Path file = Files.writeString(folder.resolve("ca.pem"), TestAuthority.ONE.pem());
        CaFile certificates = new CaFile(new LocalFile("ca_file", file, 10_000));
        for (SSLSocketFactory before : new @Nullable SSLSocketFactory[] {null, own}) {
            field.set(null, before);
            for (Trust trust : List.of(new JvmTrust(), certificates)) {
                HttpURLConnection unused =
                        new TlsConnections(trust, new JvmTrust()).open(new URL("https://localhost:1/"));
                assertThat(field.get(null)).isSameAs(before);
            }
        }
    }

    private static SSLContext defaultContext() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
