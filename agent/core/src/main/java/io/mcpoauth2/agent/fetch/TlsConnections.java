package io.mcpoauth2.agent.fetch;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.URLConnection;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections by TLS settings of the agent's own, and leaves the JVM's as they were.
 *
 * <p>Neither may weaken or break the other: the application may set a default that trusts everybody, or name its trust
 * store when the agent has fetched long ago. The JVM's default context reads the {@code javax.net.ssl} properties once, when
 * somebody first asks for it, so nobody here may.
 */
final class TlsConnections {
    private static final HostnameVerifier NO_EXCEPTIONS = (host, session) -> false;
    /** Null where the JDK does not let it be reached. */
    private static final @Nullable VarHandle DEFAULT_FACTORY = defaultFactory();

    private final Trust trust;
    private final JvmTrust jvm;

    /**
     * @param trust whose certificates count for the connections
     */
    TlsConnections(Trust trust, JvmTrust jvm) {
        this.trust = trust;
        this.jvm = jvm;
    }

    /**
     * @throws IOException if the address is not http or https, or it cannot be told whose certificates count
     */
    HttpURLConnection open(URL target) throws IOException {
        SSLSocketFactory factory = target.getProtocol().equals("https") ? trust.sockets() : null;
        URLConnection opened = factory == null ? target.openConnection() : open(target, jvm.sockets());
        if (!(opened instanceof HttpURLConnection connection)) {
            throw new IOException("not an http address");
        }
        if (connection instanceof HttpsURLConnection secure && factory != null) {
            secure.setHostnameVerifier(NO_EXCEPTIONS);
            secure.setSSLSocketFactory(factory);
        } else if (factory != null) {
            throw new IOException("this JVM has no TLS of the JDK's kind");
        }
        return connection;
    }

    /**
     * The constructor of HttpsURLConnection asks for the default socket factory, whatever is set on the connection
     * afterwards. Where there is none yet, one that trusts whom the JVM trusts stands in for that moment: a connection that
     * the application opens meanwhile would keep it.
     */
    private static URLConnection open(URL target, SSLSocketFactory standIn) throws IOException {
        if (DEFAULT_FACTORY == null) {
            return target.openConnection();
        }
        synchronized (TlsConnections.class) { // Else one thread would take away what another needs.
            boolean standsIn = DEFAULT_FACTORY.compareAndSet((SSLSocketFactory) null, standIn);
            try {
                return target.openConnection();
            } finally {
                if (standsIn) {
                    DEFAULT_FACTORY.compareAndSet(standIn, (SSLSocketFactory) null);
                }
            }
        }
    }

    private static @Nullable VarHandle defaultFactory() {
        try {
            return MethodHandles.privateLookupIn(HttpsURLConnection.class, MethodHandles.lookup())
                    .findStaticVarHandle(HttpsURLConnection.class, "defaultSSLSocketFactory", SSLSocketFactory.class);
        } catch (ReflectiveOperationException e) {
            return null; // The application's defaults are fixed then; ours are our own all the same.
        }
    }
}
