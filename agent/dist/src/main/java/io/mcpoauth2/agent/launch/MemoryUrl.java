package io.mcpoauth2.agent.launch;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/** Makes URLs of what is in memory. They carry their handler, so that none has to be registered with the JVM. */
final class MemoryUrl {
    private MemoryUrl() {}

    /** A URL whose stream is {@code content}. */
    static URL of(String name, byte[] content) {
        try {
            return new URL(null, "mcp-oauth2-agent:/" + name, new Handler(content));
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    private static final class Handler extends URLStreamHandler {
        private final byte[] content;

        Handler(byte[] content) {
            this.content = content;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {
                    connected = true;
                }

                @Override
                public long getContentLengthLong() {
                    return content.length;
                }

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(content);
                }
            };
        }
    }
}
