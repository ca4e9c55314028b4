package io.mcpoauth2.agent.exchange;

import java.util.List;

/**
 * An answer the agent gives itself, for a door to write as it is.
 *
 * @param headers in the order to be written, names unique but for those that may repeat; without Content-Length
 * @param body the bytes to send, which a door leaves out for HEAD while keeping their length; never changed after
 *     construction
 */
@SuppressWarnings("ArrayRecordComponent") // Written once to a response, never compared.
public record HttpReply(int status, List<Header> headers, byte[] body) {
    public HttpReply {
        headers = List.copyOf(headers);
    }

    /** Whether a length belongs to the answer; a 204 has none (RFC 9110 §8.6). */
    public boolean hasBody() {
        return body.length > 0;
    }

    /** One header field. */
    public record Header(String name, String value) {
        /**
         * Whether it stands beside others of its name. Any other takes the place of what the application has set: a page can
         * read nothing that allows two origins.
         */
        public boolean mayRepeat() {
            return name.equals("WWW-Authenticate") || name.equals("Vary");
        }
    }
}
