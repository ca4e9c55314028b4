package io.mcpoauth2.agent.introspection;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64URL;
import io.mcpoauth2.agent.config.ClientCredentials;
import io.mcpoauth2.agent.exchange.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** A signed statement of who asks ({@code private_key_jwt}, RFC 7523 §3), fresh for every request. */
final class ClientAssertion {
    private static final int LIFETIME_SECONDS = 60;
    private static final int ID_BYTES = 16;

    private final String clientId;
    private final String issuer;
    private final ClientCredentials.Key key;
    private final Clock clock;
    private final RandomGenerator random;

    /**
     * @param issuer whom the statement is for: its identifier, which every endpoint of it accepts
     */
    ClientAssertion(String clientId, String issuer, ClientCredentials.Key key, Clock clock, RandomGenerator random) {
        this.clientId = clientId;
        this.issuer = issuer;
        this.key = key;
        this.clock = clock;
        this.random = random;
    }

    /** The JWT in compact serialisation. */
    String sign() {
        try {
            JWSHeader.Builder header =
                    new JWSHeader.Builder(JWSAlgorithm.parse(key.algorithm())).type(JOSEObjectType.JWT);
            key.kid().ifPresent(header::keyID);
            String input = header.build().toBase64URL() + "." + Base64URL.encode(claims());
            Base64URL signature = signer().sign(header.build(), input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + signature;
        } catch (JOSEException e) {
            throw new IllegalStateException("The configured key cannot sign", e);
        }
    }

    private JWSSigner signer() throws JOSEException {
        return key.key() instanceof ECPrivateKey ec ? new ECDSASigner(ec) : new RSASSASigner(key.key());
    }

    private byte[] claims() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        long now = clock.instant().getEpochSecond();
        return JsonBytes.object(json -> {
            json.writeStringField("iss", clientId);
            json.writeStringField("sub", clientId);
            json.writeStringField("aud", issuer);
            json.writeStringField("jti", HexFormat.of().formatHex(id));
            json.writeNumberField("iat", now);
            json.writeNumberField("exp", now + LIFETIME_SECONDS);
        });
    }
}
