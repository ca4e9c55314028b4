package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.tomcat.util.net.SSLSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What no client of a real server can bring about. */
class TomcatExchangeTest {
    private final org.apache.coyote.Request connection = new org.apache.coyote.Request();
    private final TomcatExchange exchange = new TomcatExchange(request(), new Response());

    @Test
    void peerIsTheAddressOfTheConnection() throws Exception {
        connection.peerAddr().setString("10.1.2.3");

        assertThat(exchange.peer()).contains(InetAddress.getByName("10.1.2.3"));
    }

    /** {@code InetAddress.getByName} takes null and the empty text for loopback, which may be a trusted proxy (row H5). */
    @Test
    void connectionWithoutAddressHasNoPeer() {
        assertThat(exchange.peer()).isEmpty();

        connection.peerAddr().setString("");
        assertThat(new TomcatExchange(request(), new Response()).peer()).isEmpty();
    }

    /** So an AJP connector passes on what its peer says. */
    @Test
    void attributeOfTheConnectionIsNoCertificate() throws Exception {
        connection.setAttribute(SSLSupport.CERTIFICATE_KEY, new X509Certificate[] {certificate()});

        assertThat(exchange.clientCertificate()).isEmpty();
    }

    private Request request() {
        Request request = new Request(new Connector());
        request.setCoyoteRequest(connection);
        return request;
    }

    private static X509Certificate certificate() throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init((@Nullable KeyStore) null);
        return ((X509TrustManager) trust.getTrustManagers()[0]).getAcceptedIssuers()[0];
    }
}
