package io.mcpoauth2.agent.http;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.security.GeneralSecurityException;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
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

    private volatile @Nullable SSLSocketFactory own;

    /**
     * @throws IOException if the address is not http or https, or the JVM's trust store cannot be read
     */
    HttpURLConnection open(URL target) throws IOException {
        SSLSocketFactory factory = target.getProtocol().equals("https") ? factory() : null;
        URLConnection opened = factory == null ? target.openConnection() : open(target, factory);
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

    /** Made when it is first needed, and again only if that failed. */
    private SSLSocketFactory factory() throws IOException {
        SSLSocketFactory made = own;
        if (made == null) {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, null, null);
                made = context.getSocketFactory();
            } catch (GeneralSecurityException e) {
                throw new IOException("the JVM's trust store cannot be used", e);
            }
            own = made;
        }
        return made;
    }

    /**
     * The constructor of HttpsURLConnection asks for the default socket factory, whatever is set on the connection
     * afterwards. Where there is none yet, ours stands in for that moment.
     */
    private static URLConnection open(URL target, SSLSocketFactory factory) throws IOException {
        if (DEFAULT_FACTORY == null) {
            return target.openConnection();
        }
        synchronized (TlsConnections.class) { // Else one thread would take away what another needs.
            boolean standsIn = DEFAULT_FACTORY.compareAndSet((SSLSocketFactory) null, factory);
            try {
                return target.openConnection();
            } finally {
                if (standsIn) {
                    DEFAULT_FACTORY.compareAndSet(factory, (SSLSocketFactory) null);
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
