package io.mcpoauth2.agent.fetch;

import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What came of a request of the agent's own. */
public sealed interface FetchResult {
    /**
     * The server answered.
     *
     * @param mediaType of the body, in lower case and without parameters; empty if none was named
     * @param date when it was made by the server's clock (RFC 9110 §6.6.1), if it says so
     * @param body empty unless the status is 200
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Answered(int status, String mediaType, Optional<Instant> date, byte[] body) implements FetchResult {
        private static final int MAX_SHOWN = 80;

        static Answered of(int status, String contentType, Optional<Instant> date, byte[] body) {
            int parameters = contentType.indexOf(';');
            String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
            return new Answered(status, type.strip().toLowerCase(Locale.ROOT), date, body);
        }

        /** Whether the body is JSON by its type, or by no type at all. */
        public boolean mayBeJson() {
            return mediaType.isEmpty()
                    || mediaType.equals("application/json")
                    || (mediaType.startsWith("application/") && mediaType.endsWith("+json"));
        }

        /** What it is, for a log line: the status, and the type of a body. */
        public String description() {
            if (status != HttpURLConnection.HTTP_OK) {
                return "status " + status;
            }
            return mediaType.isEmpty() || mediaType.length() > MAX_SHOWN
                    ? "status 200 without a type that is known"
                    : "status 200 of type " + mediaType;
        }

        /** The status and the length: a body may be a secret. */
        @Override
        public String toString() {
            return "Answered[status=" + status + ", bytes=" + body.length + "]";
        }
    }

    /**
     * No answer that could be used: network, time-out, size, coding or a redirect that is not followed.
     *
     * @param reason for a log line; nothing of the answer's content
     * @param unreachable whether there was no connection at all (name, proxy, TCP, TLS), so that another address of the same
     *     origin would fail alike
     */
    record Failed(String reason, boolean unreachable) implements FetchResult {}
}
