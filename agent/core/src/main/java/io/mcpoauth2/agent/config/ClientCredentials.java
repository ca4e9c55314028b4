package io.mcpoauth2.agent.config;

import java.security.PrivateKey;
import java.util.Optional;

/** What the agent proves by that it is the issuer's client; nothing of it in any message. */
public sealed interface ClientCredentials {
    /**
     * A shared secret (RFC 6749 §2.3.1).
     *
     * @param inForm whether it goes into the form, instead of the header
     */
    record Secret(String value, boolean inForm) implements ClientCredentials {
        @Override
        public String toString() {
            return "Secret[not shown]";
        }
    }

    /**
     * A private key that signs assertions (RFC 7523).
     *
     * @param algorithm JWS name
     * @param kid by which the issuer knows the key, if the key's file names it
     */
    record Key(PrivateKey key, String algorithm, Optional<String> kid) implements ClientCredentials {
        @Override
        public String toString() {
            return "Key[not shown]";
        }
    }
}
