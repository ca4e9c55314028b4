package io.mcpoauth2.agent.fetch;

import java.net.URI;
import java.util.Optional;

/**
 * A document to be fetched.
 *
 * @param uri absolute, http or https
 * @param maxBytes longest body accepted
 * @param authorization value of the header, if the document is not for everybody; it is not repeated after a redirect
 */
public record Get(URI uri, int maxBytes, Optional<String> authorization) {
    /** One that is for everybody. */
    public Get(URI uri, int maxBytes) {
        this(uri, maxBytes, Optional.empty());
    }

    /** Where it goes, without the credential. */
    @Override
    public String toString() {
        return "Get[" + uri + "]";
    }
}
