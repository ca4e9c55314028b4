package io.mcpoauth2.agent.proof;

import io.mcpoauth2.agent.config.Network;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.jose.Sha256;
import java.net.InetAddress;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The thumbprint of the certificate that a client has shown (RFC 8705 §3): to this server's own TLS layer, or to a proxy
 * that is configured as trusted, which says so in the header {@code Client-Cert} (RFC 9440 §2). The header of anybody else
 * is not looked at (row H5).
 */
final class ClientCertificates {
    static final String HEADER = "Client-Cert";
    private static final int MAX_HEADER = 16_384;

    private final List<Network> proxies;

    ClientCertificates(List<Network> proxies) {
        this.proxies = proxies;
    }

    /** SHA-256 of the certificate, or empty if none was shown. */
    Optional<byte[]> thumbprint(HttpRequestView request) {
        if (!proxies.isEmpty()) {
            // If the peer is a trusted proxy, or cannot be told, the TLS certificate is not the client's and is
            // ignored.
            Optional<InetAddress> peer = request.peer();
            if (peer.isEmpty()) {
                return Optional.empty();
            }
            if (isProxy(peer.get())) {
                return fromHeader(request.headers(HEADER));
            }
        }
        return request.clientCertificate().flatMap(ClientCertificates::encoded).map(Sha256::of);
    }

    private boolean isProxy(InetAddress peer) {
        for (Network proxy : proxies) {
            if (proxy.contains(peer)) {
                return true;
            }
        }
        return false;
    }

    /** One byte sequence between colons (RFC 8941 §3.3.5): the certificate itself, which need not be read to be hashed. */
    private static Optional<byte[]> fromHeader(List<String> values) {
        if (values.size() != 1 || values.get(0).length() > MAX_HEADER) {
            return Optional.empty();
        }
        String value = values.get(0).strip();
        if (value.length() < 3 || value.charAt(0) != ':' || value.charAt(value.length() - 1) != ':') {
            return Optional.empty();
        }
        try {
            return Optional.of(Sha256.of(Base64.getDecoder().decode(value.substring(1, value.length() - 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> encoded(X509Certificate certificate) {
        try {
            return Optional.of(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            return Optional.empty();
        }
    }
}
