package io.mcpoauth2.agent.token;

/** Judges access tokens. Thread-safe; may wait for keys as long as {@code wait_for_keys} allows. */
public interface TokenValidator {
    /**
     * @param token the text behind {@code Bearer}, any characters; never logged
     */
    Verdict validate(String token);

    /**
     * Judges a token that nobody asked for, as it comes to an open path: sends it to no issuer, and waits for keys only
     * while the first are being fetched, and only if it says that it is for this server. What asks nobody and waits for
     * nothing need not override it.
     *
     * @return valid if that is known; what is not valid then may still be elsewhere
     */
    default Verdict validateUnasked(String token) {
        return validate(token);
    }
}
