package io.mcpoauth2.agent.fetch;

import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Trusts whom the JVM's trust store certifies. Made when it is first needed, and again only if that failed. */
final class JvmTrust implements Trust {
    private volatile @Nullable SSLSocketFactory made;

    @Override
    public SSLSocketFactory sockets() throws IOException {
        SSLSocketFactory sockets = made;
        if (sockets == null) {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, null, null);
                sockets = context.getSocketFactory();
            } catch (GeneralSecurityException e) {
                throw new IOException("the JVM's trust store cannot be used", e);
            }
            made = sockets;
        }
        return sockets;
    }
}
