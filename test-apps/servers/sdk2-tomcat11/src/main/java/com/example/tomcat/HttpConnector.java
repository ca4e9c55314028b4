package com.example.tomcat;

import com.example.server.Options;
import com.example.server.Tls;
import com.example.server.VirtualThreads;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

/** The connector that {@code port=}, {@code virtual=true}, {@code tls=} and {@code http2=true} describe. */
final class HttpConnector {
    private HttpConnector() {}

    static Connector of(Options options) {
        Connector connector = new Connector("HTTP/1.1");
        connector.setProperty("address", "127.0.0.1");
        connector.setPort(options.port());
        connector.setThrowOnFailure(true);
        if (options.flag("virtual")) {
            connector.getProtocolHandler().setExecutor(VirtualThreads.executor());
        }
        if (options.flag("http2")) {
            connector.addUpgradeProtocol(new Http2Protocol());
        }
        Tls.of(options).ifPresent(tls -> secure(connector, tls));
        return connector;
    }

    private static void secure(Connector connector, Tls tls) {
        connector.setScheme("https");
        connector.setSecure(true);
        connector.setProperty("SSLEnabled", "true");
        SSLHostConfig host = new SSLHostConfig();
        host.setCertificateVerification("optional");
        host.setTruststoreFile(tls.store().toString());
        host.setTruststorePassword(tls.password());
        host.setTruststoreType(Tls.TYPE);
        SSLHostConfigCertificate certificate =
                new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateKeystoreFile(tls.store().toString());
        certificate.setCertificateKeystorePassword(tls.password());
        certificate.setCertificateKeystoreType(Tls.TYPE);
        host.addCertificate(certificate);
        connector.addSslHostConfig(host);
    }
}
