package com.example.jdkhttp;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;

/** Goes on with an exchange of its own around the server's, as filters do that log or measure. */
final class WrappingFilter extends Filter {
    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        chain.doFilter(new Wrapper(exchange));
    }

    @Override
    public String description() {
        return "wraps the exchange";
    }

    private static final class Wrapper extends HttpExchange {
        private final HttpExchange wrapped;

        Wrapper(HttpExchange wrapped) {
            this.wrapped = wrapped;
        }

        @Override
        public Headers getRequestHeaders() {
            return wrapped.getRequestHeaders();
        }

        @Override
        public Headers getResponseHeaders() {
            return wrapped.getResponseHeaders();
        }

        @Override
        public URI getRequestURI() {
            return wrapped.getRequestURI();
        }

        @Override
        public String getRequestMethod() {
            return wrapped.getRequestMethod();
        }

        @Override
        public HttpContext getHttpContext() {
            return wrapped.getHttpContext();
        }

        @Override
        public void close() {
            wrapped.close();
        }

        @Override
        public InputStream getRequestBody() {
            return wrapped.getRequestBody();
        }

        @Override
        public OutputStream getResponseBody() {
            return wrapped.getResponseBody();
        }

        @Override
        public void sendResponseHeaders(int code, long length) throws IOException {
            wrapped.sendResponseHeaders(code, length);
        }

        @Override
        public InetSocketAddress getRemoteAddress() {
            return wrapped.getRemoteAddress();
        }

        @Override
        public int getResponseCode() {
            return wrapped.getResponseCode();
        }

        @Override
        public InetSocketAddress getLocalAddress() {
            return wrapped.getLocalAddress();
        }

        @Override
        public String getProtocol() {
            return wrapped.getProtocol();
        }

        @Override
        public Object getAttribute(String name) {
            return wrapped.getAttribute(name);
        }

        @Override
        public void setAttribute(String name, Object value) {
            wrapped.setAttribute(name, value);
        }

        @Override
        public void setStreams(InputStream in, OutputStream out) {
            wrapped.setStreams(in, out);
        }

        @Override
        public HttpPrincipal getPrincipal() {
            return wrapped.getPrincipal();
        }
    }
}
