package io.mcpoauth2.agent.jose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.mcpoauth2.agent.issuer.TestKeys;
import io.mcpoauth2.agent.wait.Caller;
import java.security.InvalidParameterException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureSpi;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whose word counts about a PKCS #1 signature: a provider of this test's calls every one wrong. */
class RsaByProviderTest {
    private static final byte[] MESSAGE = {1, 2, 3};

    private VerificationKey key;
    private byte[] signature;

    @BeforeEach
    void sign() throws Exception {
        RSAKey pair = new RSAKeyGenerator(2048).generate();
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(pair.toPrivateKey());
        signer.update(MESSAGE);
        signature = signer.sign();
        key = TestKeys.key(new ObjectMapper().readTree(pair.toPublicJWK().toJSONString()))
                .orElseThrow();
        Security.insertProviderAt(new Denying(), 1);
    }

    @AfterEach
    void removeProvider() {
        Security.removeProvider(Denying.NAME);
    }

    @Test
    void theAgentVerifiesByItself() {
        assertThat(verify(new BoundedVerifier(1))).isInstanceOf(BoundedVerifier.Result.Verified.class);
    }

    @Test
    @DisplayName("rsa_verification=provider: the provider's word counts")
    void theProviderVerifies() {
        assertThat(verify(new BoundedVerifier(1, true))).isEqualTo(BoundedVerifier.Result.Failure.WRONG);
    }

    private BoundedVerifier.Result verify(BoundedVerifier verifier) {
        return verifier.verify(JwsAlgorithm.RS256, List.of(key), MESSAGE, signature, Caller.REQUEST_THREAD)
                .join();
    }

    /** Takes every signature for a wrong one. */
    public static final class Denying extends Provider {
        static final String NAME = "Denying";
        private static final long serialVersionUID = 1L;

        public Denying() {
            super(NAME, "1", "");
            put("Signature.SHA256withRSA", Denial.class.getName());
        }
    }

    /** Says no. */
    public static final class Denial extends SignatureSpi {
        @Override
        protected void engineInitVerify(PublicKey publicKey) {}

        @Override
        protected void engineInitSign(PrivateKey privateKey) {}

        @Override
        protected void engineUpdate(byte b) {}

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int length) {}

        @Override
        protected byte[] engineSign() {
            return new byte[0];
        }

        @Override
        protected boolean engineVerify(byte[] bytes) {
            return false;
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String parameter, Object value) {
            throw new InvalidParameterException(parameter);
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String parameter) {
            throw new InvalidParameterException(parameter);
        }
    }
}
