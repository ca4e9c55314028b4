package io.mcpoauth2.agent.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How callers are named: by a keyed hash, which says who is the same and, without the key, not who it is; plainly, where the
 * operator wants that; or not at all.
 */
final class Subjects {
    private static final String ALGORITHM = "HmacSHA256";

    private final Optional<byte[]> key;
    private final boolean plain;

    /**
     * @param key empty for no hash
     * @param plain whether subjects are written as they are
     */
    Subjects(Optional<byte[]> key, boolean plain) {
        this.key = key.map(byte[]::clone);
        this.plain = plain;
    }

    /** A subject is one issuer's: another's of the same text is somebody else. */
    void put(Map<String, Object> fields, String issuer, String subject) {
        if (plain) {
            AuditFields.text(fields, "enduser.id", subject);
        }
        key.ifPresent(secret -> fields.put("enduser.pseudo.id", hash(secret, issuer + '\0' + subject)));
    }

    private static String hash(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // Every Java has it.
        }
    }
}
