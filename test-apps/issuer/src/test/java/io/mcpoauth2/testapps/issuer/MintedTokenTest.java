package io.mcpoauth2.testapps.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MintedTokenTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final EmbeddedIssuer issuer = EmbeddedIssuer.builder()
            .algorithm("ES256")
            .defaultAudience("https://api.example")
            .clock(Clock.fixed(NOW, ZoneOffset.UTC))
            .start();

    @AfterEach
    void close() {
        issuer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
    void tokenOfEveryAlgorithmIsVerifiedWithThePublishedKey(String algorithm) throws Exception {
        SigningKey key = SigningKey.generate(algorithm);
        issuer.publish(key);

        SignedJWT token = SignedJWT.parse(issuer.mint(TokenSpec.valid().signedWith(key)));

        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
        assertThat(token.verify(verifier(publishedKey(token)))).isTrue();
    }

    @Test
    void ed25519TokenIsVerifiedWithItsKey() throws Exception {
        SigningKey key = SigningKey.generate("EdDSA");

        String token = issuer.mint(TokenSpec.valid().signedWith(key));

        int dot = token.lastIndexOf('.');
        Signature verification = Signature.getInstance("Ed25519");
        verification.initVerify(key.publicKey());
        verification.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
        assertThat(verification.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1))))
                .isTrue();
        assertThat(key.publicJwk()).containsEntry("kty", "OKP").containsEntry("crv", "Ed25519");
    }

    @Test
    void keyUsedWithAnotherAlgorithmOfItsFamilyKeepsItsKid() throws Exception {
        SigningKey key = SigningKey.generate("RS256");
        issuer.publish(key);

        SignedJWT token = SignedJWT.parse(issuer.mint(TokenSpec.valid().signedWith(key.as("PS384"))));

        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("PS384");
        assertThat(publishedKey(token).getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(token.verify(verifier(publishedKey(token)))).isTrue();
    }

    @Test
    void foreignKeyUnderAKnownKidFailsVerification() throws Exception {
        SigningKey foreign =
                SigningKey.generate("ES256").withKid(issuer.signingKey().kid());

        SignedJWT token = SignedJWT.parse(issuer.mint(TokenSpec.valid().signedWith(foreign)));

        assertThat(token.verify(verifier(publishedKey(token)))).isFalse();
    }

    @Test
    void symmetricKeySignsWithThePublicKeysBytes() throws Exception {
        byte[] secret = SigningKey.generate("RS256").publicKey().getEncoded();

        String token = issuer.mint(TokenSpec.valid().signedWith(SigningKey.symmetric("HS256", secret)));

        assertThat(SignedJWT.parse(token).verify(new MACVerifier(secret))).isTrue();
    }

    @Test
    void specChangesAndRemovesClaimsAndHeaders() throws Exception {
        String token = issuer.mint(TokenSpec.valid()
                .type("JWT")
                .header("crit", List.of("x"))
                .withoutHeader("kid")
                .audience("a", "b")
                .scopes("x", "y")
                .claim("nbf", null)
                .without("sub", "jti")
                .expiresIn(Duration.ofSeconds(-5)));

        assertThat(IssuerClient.header(token).toString())
                .isEqualTo("{\"typ\":\"JWT\",\"alg\":\"ES256\",\"crit\":[\"x\"]}");
        assertThat(IssuerClient.claims(token).toString())
                .isEqualTo("{\"iss\":\"" + issuer.issuer() + "\",\"aud\":[\"a\",\"b\"],\"client_id\":\"client\","
                        + "\"iat\":1767225600,\"exp\":1767225595,\"scope\":\"x y\",\"nbf\":null}");
    }

    @Test
    void rawPartsAndMissingSignatureAreTakenAsTheyAre() {
        String token = issuer.mint(TokenSpec.valid()
                .rawHeader("{\"alg\":\"none\",\"alg\":\"none\"}")
                .rawPayload("[")
                .unsigned());

        String header = "{\"alg\":\"none\",\"alg\":\"none\"}";
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        assertThat(token)
                .isEqualTo(encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                        + encoder.encodeToString("[".getBytes(StandardCharsets.UTF_8)) + ".");
    }

    private JWK publishedKey(SignedJWT token) throws Exception {
        return JWKSet.parse(IssuerClient.get(issuer.jwksUri()).body())
                .getKeyByKeyId(token.getHeader().getKeyID());
    }

    private static JWSVerifier verifier(JWK key) throws Exception {
        return key.getKeyType().getValue().equals("RSA")
                ? new RSASSAVerifier(key.toRSAKey())
                : new ECDSAVerifier(key.toECKey());
    }
}
