package io.mcpoauth2.testapps.process.providers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Files on this machine in the place of those that documented settings name. */
public final class NamedFiles {
    private NamedFiles() {}

    /** Has the settings of an issuer name files that exist. */
    public static void replaceIn(ObjectNode settings) {
        if (settings.has("jwks_bearer_file")) {
            settings.put("jwks_bearer_file", file("a-bearer-token"));
        }
        if (settings.has("ca_file")) {
            settings.put("ca_file", file(certificate()));
        }
    }

    private static String file(String content) {
        try {
            Path file = Files.createTempFile("named", "");
            file.toFile().deleteOnExit();
            return Files.writeString(file, content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Any that the JVM trusts. */
    private static String certificate() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager trust && trust.getAcceptedIssuers().length > 0) {
                    byte[] der = trust.getAcceptedIssuers()[0].getEncoded();
                    return "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder().encodeToString(der)
                            + "\n-----END CERTIFICATE-----\n";
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("This JVM trusts nobody");
    }
}
