package io.mcpoauth2.agent.fetch;

import java.net.URI;
import java.util.Optional;

/**
 * A form to be sent to an issuer's endpoint.
 *
 * @param form URL-encoded
 * @param accept media type that is wanted
 * @param authorization value of the header, if the endpoint wants one
 * @param maxBytes longest body accepted
 */
public record FormPost(URI uri, String form, String accept, Optional<String> authorization, int maxBytes) {
    /** Where it goes and nothing of what is sent: that is a token and our own credentials. */
    @Override
    public String toString() {
        return "FormPost[" + uri + "]";
    }
}
