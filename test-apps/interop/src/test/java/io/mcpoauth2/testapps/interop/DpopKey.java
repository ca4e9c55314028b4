package io.mcpoauth2.testapps.interop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.DPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.DPoPUtils;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.net.URI;
import java.time.Instant;
import java.util.Date;

/** A client's key that access tokens are bound to, with proofs of it as a client's library makes them (RFC 9449). */
final class DpopKey {
    private final JWK publicKey;
    private final JWSAlgorithm algorithm;
    private final JWSSigner signer;

    private DpopKey(JWK publicKey, JWSAlgorithm algorithm, JWSSigner signer) {
        this.publicKey = publicKey;
        this.algorithm = algorithm;
        this.signer = signer;
    }

    static DpopKey ec() {
        try {
            return of(new ECKeyGenerator(Curve.P_256).generate(), JWSAlgorithm.ES256);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static DpopKey rsa() {
        try {
            return of(new RSAKeyGenerator(2048).generate(), JWSAlgorithm.PS256);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @param algorithm EdDSA, or Ed25519 as RFC 9864 calls it
     */
    static DpopKey ed25519(JWSAlgorithm algorithm) {
        Ed25519Signer signer = new Ed25519Signer();
        return new DpopKey(signer.publicKey(), algorithm, signer);
    }

    private static DpopKey of(JWK key, JWSAlgorithm algorithm) throws JOSEException {
        return new DpopKey(key.toPublicJWK(), algorithm, new DefaultJWSSignerFactory().createJWSSigner(key, algorithm));
    }

    /** Returns a proof for one request that brings no token, as to a token endpoint. */
    String proof(String method, URI target) {
        return proof(method, target, null, null);
    }

    /**
     * Returns a proof for one request.
     *
     * @param token that it brings; null for none
     * @param nonce that its server asked for; null for none
     */
    String proof(String method, URI target, String token, String nonce) {
        try {
            JWTClaimsSet claims = DPoPUtils.createJWTClaimsSet(
                    new JWTID(DPoPProofFactory.MINIMAL_JTI_BYTE_LENGTH),
                    method,
                    target,
                    Date.from(Instant.now()),
                    token == null ? null : new DPoPAccessToken(token),
                    nonce == null ? null : new Nonce(nonce));
            JWSHeader header = new JWSHeader.Builder(algorithm)
                    .type(DPoPProofFactory.TYPE)
                    .jwk(publicKey)
                    .build();
            SignedJWT proof = new SignedJWT(header, claims);
            proof.sign(signer);
            return proof.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what stands in {@code cnf.jkt} of a token that is bound to it. */
    String thumbprint() {
        try {
            return publicKey.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
