package io.mcpoauth2.agent.proof;

import io.mcpoauth2.agent.jose.Base64Url;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Nonces for DPoP proofs (RFC 9449 §8, §9): the time of making and a code over it, so that none has to be remembered.
 *
 * <p>The key is this process's own: a nonce of another node is not known here.
 */
final class Nonces {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int CODE_BYTES = 16;

    private final Clock clock;
    private final Duration lifetime;
    private final SecretKeySpec key;

    /**
     * @param random unpredictable
     */
    Nonces(Clock clock, Duration lifetime, RandomGenerator random) {
        this.clock = clock;
        this.lifetime = lifetime;
        byte[] secret = new byte[KEY_BYTES];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    String next() {
        return of(clock.instant().getEpochSecond());
    }

    /** Whether the claim is a nonce of this process that is not too old. */
    boolean isFresh(@Nullable Object claim) {
        if (!(claim instanceof String nonce)) {
            return false;
        }
        Optional<byte[]> bytes = Base64Url.decode(nonce);
        if (bytes.isEmpty() || bytes.get().length != Long.BYTES + CODE_BYTES) {
            return false;
        }
        long made = ByteBuffer.wrap(bytes.get()).getLong();
        long age = clock.instant().getEpochSecond() - made;
        return age >= 0
                && age <= lifetime.toSeconds()
                && MessageDigest.isEqual(Base64Url.decode(of(made)).orElseThrow(), bytes.get());
    }

    private String of(long second) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] time = ByteBuffer.allocate(Long.BYTES).putLong(second).array();
            byte[] code = mac.doFinal(time);
            return Base64Url.encode(ByteBuffer.allocate(Long.BYTES + CODE_BYTES)
                    .put(time)
                    .put(code, 0, CODE_BYTES)
                    .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
