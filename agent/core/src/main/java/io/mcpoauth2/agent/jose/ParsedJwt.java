package io.mcpoauth2.agent.jose;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a JWT, none of them believed yet.
 *
 * @param header all of it, unmodifiable
 * @param algorithm {@code alg}
 * @param type {@code typ}, as written
 * @param kid not empty, bounded
 * @param claims unmodifiable
 * @param signingInput the bytes that are signed
 * @param signature the bytes of the signature
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and short-lived.
public record ParsedJwt(
        Map<String, @Nullable Object> header,
        String algorithm,
        Optional<String> type,
        Optional<String> kid,
        Map<String, @Nullable Object> claims,
        byte[] signingInput,
        byte[] signature) {

    @Override
    public String toString() {
        return "ParsedJwt[not shown]";
    }
}
