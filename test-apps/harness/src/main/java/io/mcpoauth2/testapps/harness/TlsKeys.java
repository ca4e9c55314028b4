package io.mcpoauth2.testapps.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Keys with self-signed certificates, made anew by {@code keytool}: one of a server on this machine, and those of the
 * clients {@link #ALICE} and {@link #BOB}, whom it trusts.
 */
public final class TlsKeys implements AutoCloseable {
    public static final String ALICE = "alice";
    public static final String BOB = "bob";
    private static final String SERVER = "server";
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path directory;
    private final KeyStore keys;

    private TlsKeys(Path directory, KeyStore keys) {
        this.directory = directory;
        this.keys = keys;
    }

    /** Generates all of them, in a folder of its own. */
    public static TlsKeys generate() {
        try {
            Path directory = Files.createTempDirectory("tls-keys");
            Path all = directory.resolve("all.p12");
            for (String alias : List.of(SERVER, ALICE, BOB)) {
                keytool(all, alias);
            }
            TlsKeys made = new TlsKeys(directory, KeyStore.getInstance(all.toFile(), PASSWORD));
            KeyStore server = made.storeOf(SERVER, ALICE, BOB);
            try (OutputStream file = Files.newOutputStream(made.serverStore())) {
                server.store(file, PASSWORD);
            }
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the PKCS #12 file with the server's key and its clients' certificates. */
    public Path serverStore() {
        return directory.resolve("server.p12");
    }

    /** Returns the password of {@link #serverStore}. */
    public String password() {
        return new String(PASSWORD);
    }

    /**
     * Returns the TLS of a client of the server.
     *
     * @param alias whose certificate it shows; null for none
     */
    public SSLContext client(String alias) {
        try {
            KeyManagerFactory key = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            KeyStore store = storeOf(alias, SERVER);
            key.init(store, PASSWORD);
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(key.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a client's certificate. */
    public X509Certificate certificate(String alias) {
        try {
            return (X509Certificate) keys.getCertificate(alias);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the thumbprint of a client's certificate as a token names it: {@code x5t#S256} (RFC 8705 §3.1). */
    public String thumbprint(String alias) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(certificate(alias).getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deletes the files. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(directory.resolve("all.p12"));
            Files.deleteIfExists(serverStore());
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private KeyStore storeOf(String key, String... trusted) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        if (key != null) {
            store.setKeyEntry(key, keys.getKey(key, PASSWORD), PASSWORD, keys.getCertificateChain(key));
        }
        for (String alias : trusted) {
            store.setCertificateEntry(alias, keys.getCertificate(alias));
        }
        return store;
    }

    private static void keytool(Path store, String alias) throws IOException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        alias,
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=" + alias,
                        "-ext",
                        "san=ip:127.0.0.1")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!keytool.waitFor(TimeLimit.OF_A_WAIT.toNanos(), TimeUnit.NANOSECONDS) || keytool.exitValue() != 0) {
                throw new IOException("keytool made no key: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool made a key", e);
        }
    }
}
