package io.mcpoauth2.testapps.process.providers;

import io.mcpoauth2.testapps.issuer.TokenSpec;

/**
 * A token as its issuer writes it.
 *
 * <p>In its texts {@code $issuer}, {@code $origin}, {@code $kid}, {@code $unique}, {@code $now} and {@code $later} stand for
 * what is only known when it is issued.
 *
 * @param header JSON; empty if the token is opaque
 * @param payload JSON; empty if the token is opaque
 * @param answer what the issuer says when it is asked about the token, JSON; empty if it knows nothing of it
 */
record Written(String header, String payload, String answer) {
    static Written jwt(String header, String payload) {
        return new Written(header, payload, "");
    }

    static Written opaque(String answer) {
        return new Written("", "", answer);
    }

    Written introspectedAs(String other) {
        return new Written(header, payload, other);
    }

    Written withHeader(String other) {
        return new Written(other, payload, answer);
    }

    /** The same with another text wherever this one stands in its claims, which has to be somewhere. */
    Written with(String text, String other) {
        Written changed = new Written(header, payload.replace(text, other), answer.replace(text, other));
        if (changed.equals(this)) {
            throw new IllegalArgumentException("No " + text + " in " + this);
        }
        return changed;
    }

    boolean isOpaque() {
        return header.isEmpty();
    }

    /** The token that is to be signed as it is. */
    TokenSpec spec(StandIn issuer) {
        return TokenSpec.valid().rawHeader(issuer.fill(header)).rawPayload(issuer.fill(payload));
    }
}
