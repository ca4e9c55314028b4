package io.mcpoauth2.agent.token;

/** Judges access tokens. Thread-safe; may wait for keys as long as {@code wait_for_keys} allows. */
public interface TokenValidator {
    /**
     * @param token the text behind {@code Bearer}, any characters; never logged
     */
    Verdict validate(String token);
}
