package com.example.helidon;

import com.example.server.Executions;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.http.http2.Http2Flag;
import io.helidon.http.http2.Http2FrameHeader;
import io.helidon.http.http2.Http2Headers;
import io.helidon.http.http2.Http2RstStream;
import io.helidon.http.http2.Http2Settings;
import io.helidon.http.http2.Http2StreamState;
import io.helidon.http.http2.Http2StreamWriter;
import io.helidon.http.http2.Http2WindowUpdate;
import io.helidon.http.http2.StreamFlowControl;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.Router;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.http2.Http2ConnectionSelector;
import io.helidon.webserver.http2.spi.Http2SubProtocolSelector;
import io.helidon.webserver.http2.spi.SubProtocolResult;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/** Protocols of an application's own, whose requests no routing of Helidon's sees; each answers "aside". */
final class Aside {
    private Aside() {}

    static void addTo(ListenerConfig.BuilderBase<?, ?> listener) {
        listener.addConnectionSelector(new Ping());
        listener.addConnectionSelector(Http2ConnectionSelector.builder()
                .http2Config(Http2Config.create())
                .addSubProtocolSelector(new Within())
                .build());
        listener.addConnectionSelector(Http1ConnectionSelector.builder()
                .config(Http1Config.create())
                .addUpgrader(new Echo())
                .build());
    }

    /** What begins with "PING". */
    private record Ping() implements ServerConnectionSelector {
        private static final String BEGIN = "PING";

        @Override
        public int bytesToIdentifyConnection() {
            return BEGIN.length();
        }

        @Override
        public Support supports(BufferData data) {
            return data.readString(BEGIN.length()).equals(BEGIN) ? Support.SUPPORTED : Support.UNSUPPORTED;
        }

        @Override
        public Set<String> supportedApplicationProtocols() {
            return Set.of("ping");
        }

        @Override
        public ServerConnection connection(ConnectionContext context) {
            return new Answer(context);
        }
    }

    /** What asks for an upgrade to "echo". */
    private record Echo() implements Http1Upgrader {
        @Override
        public String supportedProtocol() {
            return "echo";
        }

        @Override
        public ServerConnection upgrade(ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
            write(context, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
            return new Answer(context);
        }
    }

    /** Requests of HTTP/2 for "/within". */
    private record Within() implements Http2SubProtocolSelector {
        @Override
        public SubProtocolResult subProtocol(
                ConnectionContext context,
                HttpPrologue prologue,
                Http2Headers headers,
                Http2StreamWriter writer,
                int stream,
                Http2Settings server,
                Http2Settings client,
                StreamFlowControl flow,
                Http2StreamState state,
                Router router) {
            return prologue.uriPath().path().equals("/within")
                    ? new SubProtocolResult(true, new NoContent(writer, stream, flow))
                    : NOT_SUPPORTED;
        }
    }

    private record NoContent(Http2StreamWriter writer, int stream, StreamFlowControl flow)
            implements Http2SubProtocolSelector.SubProtocolHandler {
        @Override
        public void init() {
            Executions.record();
            Http2Headers headers = Http2Headers.create(WritableHeaders.create());
            headers.status(Status.NO_CONTENT_204);
            writer.writeHeaders(
                    headers,
                    stream,
                    Http2Flag.HeaderFlags.create(Http2Flag.END_OF_HEADERS | Http2Flag.END_OF_STREAM),
                    flow.outbound());
        }

        @Override
        public Http2StreamState streamState() {
            return Http2StreamState.CLOSED;
        }

        @Override
        public void rstStream(Http2RstStream reset) {}

        @Override
        public void windowUpdate(Http2WindowUpdate update) {}

        @Override
        public void data(Http2FrameHeader header, BufferData data) {}
    }

    private record Answer(ConnectionContext context) implements ServerConnection {
        @Override
        public void handle(Limit limit) {
            Executions.record();
            write(context, "aside\n");
        }

        @Override
        public Duration idleTime() {
            return Duration.ZERO;
        }

        @Override
        public void close(boolean interrupt) {}
    }

    private static void write(ConnectionContext context, String text) {
        context.dataWriter().writeNow(BufferData.create(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
