package io.mcpoauth2.agent.config;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a private key: PKCS #8 in PEM (RFC 7468 §10), or a JWK (RFC 7517), which may also name kid and algorithm.
 *
 * <p>The only class of the package that touches nimbus: it must not be loaded unless such a file is configured.
 */
final class ClientKeyFile {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private ClientKeyFile() {}

    /** The key; null if the content is none that can sign. */
    static ClientCredentials.@Nullable Key parse(byte[] content) {
        String text = new String(content, StandardCharsets.US_ASCII).strip();
        try {
            return text.startsWith("{") ? jwk(text) : pem(text);
        } catch (GeneralSecurityException | ParseException | JOSEException | IllegalArgumentException e) {
            return null; // Its message may quote the key.
        }
    }

    private static ClientCredentials.@Nullable Key jwk(String text) throws ParseException, JOSEException {
        JWK jwk = JWK.parse(text);
        PrivateKey key =
                jwk instanceof RSAKey rsa ? rsa.toPrivateKey() : jwk instanceof ECKey ec ? ec.toPrivateKey() : null;
        String algorithm = key == null ? null : algorithm(key);
        if (key == null || algorithm == null) {
            return null;
        }
        boolean says = jwk.getAlgorithm() != null;
        if (says && !fits(jwk.getAlgorithm().getName(), algorithm)) {
            return null;
        }
        return new ClientCredentials.Key(
                key, says ? jwk.getAlgorithm().getName() : algorithm, Optional.ofNullable(jwk.getKeyID()));
    }

    private static ClientCredentials.@Nullable Key pem(String text) throws GeneralSecurityException {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            return null;
        }
        byte[] encoded = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
        PrivateKey key = privateKey(new PKCS8EncodedKeySpec(encoded));
        String algorithm = algorithm(key);
        return algorithm == null ? null : new ClientCredentials.Key(key, algorithm, Optional.empty());
    }

    private static PrivateKey privateKey(PKCS8EncodedKeySpec encoded) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(encoded);
        } catch (GeneralSecurityException notRsa) {
            return KeyFactory.getInstance("EC").generatePrivate(encoded);
        }
    }

    private static @Nullable String algorithm(PrivateKey key) {
        if (!(key instanceof ECPrivateKey ec)) {
            return "RS256";
        }
        return switch (ec.getParams().getOrder().bitLength()) {
            case 256 -> "ES256";
            case 384 -> "ES384";
            case 521 -> "ES512";
            default -> null;
        };
    }

    private static boolean fits(String named, String natural) {
        return natural.equals("RS256") ? named.startsWith("RS") || named.startsWith("PS") : named.equals(natural);
    }
}
