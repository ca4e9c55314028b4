package com.example.jetty;

import com.example.server.Options;
import com.example.server.Tls;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ProxyConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * The connector that {@code port=}, {@code tls=} and {@code http2=true} describe, {@code forwarded=true} (the headers of a
 * proxy change the request) and {@code proxy-protocol=true}.
 */
final class HttpConnector {
    private HttpConnector() {}

    static ServerConnector of(Server server, Options options) {
        HttpConfiguration http = new HttpConfiguration();
        if (options.flag("forwarded")) {
            http.addCustomizer(new ForwardedRequestCustomizer());
        }
        List<ConnectionFactory> protocols = new ArrayList<>();
        if (options.flag("proxy-protocol")) {
            protocols.add(new ProxyConnectionFactory());
        }
        HttpConnectionFactory http1 = new HttpConnectionFactory(http);
        Tls.of(options).ifPresent(tls -> {
            http.addCustomizer(new SecureRequestCustomizer());
            if (options.flag("http2")) {
                ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory();
                choice.setDefaultProtocol(http1.getProtocol());
                protocols.add(new SslConnectionFactory(contextOf(tls), choice.getProtocol()));
                protocols.add(choice);
                protocols.add(new HTTP2ServerConnectionFactory(http));
            } else {
                protocols.add(new SslConnectionFactory(contextOf(tls), http1.getProtocol()));
            }
        });
        protocols.add(http1);
        ServerConnector connector = new ServerConnector(server, protocols.toArray(ConnectionFactory[]::new));
        connector.setHost("127.0.0.1");
        connector.setPort(options.port());
        return connector;
    }

    private static SslContextFactory.Server contextOf(Tls tls) {
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStorePath(tls.store().toString());
        context.setKeyStorePassword(tls.password());
        context.setTrustStorePath(tls.store().toString());
        context.setTrustStorePassword(tls.password());
        context.setWantClientAuth(true);
        return context;
    }
}
