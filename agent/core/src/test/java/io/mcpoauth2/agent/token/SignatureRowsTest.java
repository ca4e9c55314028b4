package io.mcpoauth2.agent.token;

import static io.mcpoauth2.agent.token.TestToken.EC;
import static io.mcpoauth2.agent.token.TestToken.ED;
import static io.mcpoauth2.agent.token.TestToken.RSA;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import io.mcpoauth2.agent.jose.Base64Url;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rows A14 to A18: which signatures verify. */
class SignatureRowsTest {
    private final TestValidator validator = new TestValidator();

    @Test
    @DisplayName("A14 ECDSA r and s of 0 or n are refused")
    void impossibleEcdsaValuesAreRefused() {
        byte[] zero = new byte[32];
        byte[] order = fixed(((ECPublicKey) EC.publicKey()).getParams().getOrder(), 32);
        byte[] one = fixed(BigInteger.ONE, 32);
        for (byte[][] rs :
                new byte[][][] {{zero, zero}, {zero, one}, {one, zero}, {order, one}, {one, order}, {order, order}}) {
            assertSignatureRefused(TestToken.valid().signedBy(EC, "ES256"), concat(rs[0], rs[1]));
        }
    }

    @Test
    @DisplayName("A15 ECDSA signatures as DER or of another length are refused")
    void otherEcdsaFormsAreRefused() throws JOSEException {
        TestToken token = TestToken.valid().signedBy(EC, "ES256");
        byte[] good = EC.sign("ES256", input(token).getBytes(US_ASCII));
        validator.accepts(input(token) + "." + Base64Url.encode(good));
        assertSignatureRefused(token, Arrays.copyOf(good, 63));
        assertSignatureRefused(token, Arrays.copyOf(good, 65));
        assertSignatureRefused(token, concat(new byte[1], good));
        assertSignatureRefused(token, ECDSA.transcodeSignatureToDER(good));
        byte[] padded = concat(
                concat(new byte[1], Arrays.copyOf(good, 32)), concat(new byte[1], Arrays.copyOfRange(good, 32, 64)));
        assertSignatureRefused(token, padded);
    }

    @Test
    @DisplayName("A16 RSA signatures of 0, 1, n-1, n, n+1 or another length are refused")
    void impossibleRsaValuesAreRefused() {
        TestToken token = TestToken.valid().signedBy(RSA, "RS256");
        BigInteger n = ((RSAPublicKey) RSA.publicKey()).getModulus();
        for (BigInteger value :
                new BigInteger[] {BigInteger.ZERO, BigInteger.ONE, n.subtract(BigInteger.ONE), n, n.add(BigInteger.ONE)
                }) {
            assertSignatureRefused(token, fixed(value, 256));
        }
        byte[] good = RSA.sign("RS256", input(token).getBytes(US_ASCII));
        assertSignatureRefused(token, Arrays.copyOf(good, 255));
        assertSignatureRefused(token, concat(new byte[1], good));
        assertSignatureRefused(token, RSA.sign("PS256", input(token).getBytes(US_ASCII)));
        assertSignatureRefused(token, RSA.sign("RS384", input(token).getBytes(US_ASCII)));
    }

    @Test
    @DisplayName("A17 an Ed25519 signature with S plus the group's order is refused")
    void malleatedEd25519IsRefused() {
        TestToken token = TestToken.valid();
        byte[] signature = ED.sign("EdDSA", input(token).getBytes(US_ASCII));
        BigInteger order = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
        byte[] s = fixed(new BigInteger(1, reversed(Arrays.copyOfRange(signature, 32, 64))).add(order), 32);
        assertSignatureRefused(token, concat(Arrays.copyOf(signature, 32), reversed(s)));
        assertSignatureRefused(token, new byte[64]);
        assertSignatureRefused(token, Arrays.copyOf(signature, 63));
        // JDK 17 takes it for the signature without the zero.
        assertSignatureRefused(token, Arrays.copyOf(signature, 65));
    }

    @Test
    @DisplayName("A18 another token's signature, and one bit flipped anywhere, are refused")
    void changedTokenIsRefused() {
        String token = TestToken.valid().build();
        String other = TestToken.valid().claim("sub", "\"user-2\"").build();
        validator.accepts(token);
        validator.accepts(other);
        validator.refuses(
                token.substring(0, token.lastIndexOf('.')) + other.substring(other.lastIndexOf('.')),
                "Invalid signature");
        for (int at : new int[] {5, token.indexOf('.') + 5, token.lastIndexOf('.') + 5}) {
            char flipped = token.charAt(at) == 'A' ? 'B' : 'A';
            assertThat(validator.validate(token.substring(0, at) + flipped + token.substring(at + 1)))
                    .isInstanceOf(Verdict.Invalid.class);
        }
    }

    @Test
    @DisplayName("A16 PSS with another salt length or mask generation is refused")
    void otherPssParametersAreRefused() {
        TestToken token = TestToken.valid().signedBy(RSA, "PS256");
        byte[] input = input(token).getBytes(US_ASCII);
        assertThat(validator.validate(
                        input(token) + "." + Base64Url.encode(RSA.signPss("SHA-256", "SHA-256", 32, input))))
                .isInstanceOf(Verdict.Valid.class);
        assertSignatureRefused(token, RSA.signPss("SHA-256", "SHA-256", 0, input));
        assertSignatureRefused(token, RSA.signPss("SHA-256", "SHA-1", 32, input));
    }

    @Test
    @DisplayName("A16 PKCS #1 v1.5 with a DigestInfo without NULL, which the JDK accepts, is refused")
    void digestInfoWithoutNullIsRefused() {
        Map<String, String> prefixes = Map.of(
                "RS256", "302f300b06096086480165030402010420",
                "RS384", "303f300b06096086480165030402020430",
                "RS512", "304f300b06096086480165030402030440");
        prefixes.forEach((algorithm, prefix) -> {
            TestToken token = TestToken.valid().signedBy(RSA, algorithm);
            byte[] input = input(token).getBytes(US_ASCII);
            validator.accepts(input(token) + "." + Base64Url.encode(RSA.sign(algorithm, input)));
            assertSignatureRefused(token, RSA.signDigestInfo(prefix, "SHA-" + algorithm.substring(2), input));
        });
    }

    private void assertSignatureRefused(TestToken token, byte[] signature) {
        validator.refuses(input(token) + "." + Base64Url.encode(signature), "Invalid signature");
    }

    private static String input(TestToken token) {
        return Base64Url.encode(token.headerJson().getBytes(UTF_8)) + "."
                + Base64Url.encode(token.payloadJson().getBytes(UTF_8));
    }

    private static byte[] fixed(BigInteger value, int length) {
        byte[] bytes = value.toByteArray();
        byte[] result = new byte[length];
        int count = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - count, result, length - count, count);
        return result;
    }

    private static byte[] concat(byte[] one, byte[] two) {
        byte[] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            result[i] = bytes[bytes.length - 1 - i];
        }
        return result;
    }
}
