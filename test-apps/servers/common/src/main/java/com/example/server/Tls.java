package com.example.server;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The option {@code tls=}, with which a server speaks TLS alone and asks for a client's certificate without insisting.
 *
 * @param store a PKCS #12 file with the server's key and the certificates of the clients it trusts
 * @param password {@code tls-password=}
 */
public record Tls(Path store, String password) {
    public static final String TYPE = "PKCS12";

    public static Optional<Tls> of(Options options) {
        String store = options.text("tls", "");
        return store.isEmpty()
                ? Optional.empty()
                : Optional.of(new Tls(Path.of(store), options.text("tls-password", "")));
    }

    public SSLContext context() throws GeneralSecurityException, IOException {
        KeyStore content = KeyStore.getInstance(store.toFile(), password.toCharArray());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(content, password.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(content);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
