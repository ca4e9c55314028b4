package io.mcpoauth2.testapps.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.Base64;

/** A client's certificate, as a proxy that ends TLS passes it on; its key has been thrown away, as nobody here asks for it. */
final class ClientCertificate {
    private final byte[] encoded;

    /**
     * @param name of a resource without its ending, client or thief
     */
    ClientCertificate(String name) {
        try (InputStream pem = ClientCertificate.class.getResourceAsStream(name + ".pem")) {
            encoded = CertificateFactory.getInstance("X.509")
                    .generateCertificate(pem)
                    .getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the value of the header Client-Cert (RFC 9440 §2.2). */
    String header() {
        return ":" + Base64.getEncoder().encodeToString(encoded) + ":";
    }

    /** Returns what stands in {@code cnf.x5t#S256} of a token that is bound to it (RFC 8705 §3.1). */
    String thumbprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(encoded);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
