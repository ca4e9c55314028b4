package io.mcpoauth2.testapps.process.proof;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** The header lines by which proxies tell which certificate a client has shown to them. */
final class CertificateHeaders {

    private CertificateHeaders() {}

    /** That of the standard (RFC 9440 §2.2). */
    static String clientCert(X509Certificate certificate) {
        return "Client-Cert: :" + base64(certificate) + ":";
    }

    /** That of the standard, and all others that are known. */
    static List<String> of(X509Certificate certificate) {
        String base64 = base64(certificate);
        String pem = "-----BEGIN CERTIFICATE----- " + base64 + " -----END CERTIFICATE-----";
        String escaped = URLEncoder.encode(pem.replace(' ', '\n'), StandardCharsets.US_ASCII);
        return List.of(
                clientCert(certificate),
                "X-Forwarded-Client-Cert: Cert=\"" + escaped + '"',
                "X-Client-Cert: " + base64,
                "X-SSL-Client-Cert: " + pem,
                "X-SSL-Cert: " + escaped,
                // What Tomcat's SSLValve and Undertow's SSLHeaderHandler read.
                "ssl_client_cert: " + pem,
                "ssl_client_escaped_cert: " + escaped,
                "SSL_CLIENT_CERT: " + pem);
    }

    static String base64(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
