package io.mcpoauth2.agent.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Trusts whom the certificates of a PEM file certify (RFC 7468 §5), and nobody else. Read for every request. */
public final class CaFile implements Trust {
    private final LocalFile file;
    private volatile @Nullable Made made;

    public CaFile(LocalFile file) {
        this.file = file;
    }

    @Override
    public SSLSocketFactory sockets() throws IOException {
        byte[] pem = file.read();
        Made last = made;
        if (last == null || !Arrays.equals(last.pem, pem)) {
            last = new Made(pem, trusting(pem));
            made = last;
        }
        return last.sockets;
    }

    private SSLSocketFactory trusting(byte[] pem) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
                store.setCertificateEntry(Integer.toString(store.size()), certificate);
            }
            if (store.size() == 0) {
                throw new IOException(file.setting() + " holds no certificate in PEM");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException(file.setting() + " holds something else than certificates in PEM", e);
        }
    }

    private static final class Made {
        private final byte[] pem;
        private final SSLSocketFactory sockets;

        Made(byte[] pem, SSLSocketFactory sockets) {
            this.pem = pem;
            this.sockets = sockets;
        }
    }
}
