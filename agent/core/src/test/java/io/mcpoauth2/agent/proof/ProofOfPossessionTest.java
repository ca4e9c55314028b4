package io.mcpoauth2.agent.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.issuer.TestTime;
import io.mcpoauth2.agent.jose.Base64Url;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.jose.Sha256;
import io.mcpoauth2.agent.token.AuthorizationHeader;
import io.mcpoauth2.agent.token.AuthorizationHeader.Scheme;
import io.mcpoauth2.agent.token.Confirmation;
import io.mcpoauth2.agent.token.Verdicts;
import io.mcpoauth2.agent.wait.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows H1 and H5. */
class ProofOfPossessionTest {
    private static final byte[] CERTIFICATE = "certificate".getBytes(StandardCharsets.US_ASCII);
    private static final String HEADER = ":" + Base64.getEncoder().encodeToString(CERTIFICATE) + ":";
    private static final Confirmation BY_KEY = new Confirmation.ProofKey(TestProof.thumbprint(TestProof.KEY));
    private static final Confirmation BY_CERTIFICATE =
            new Confirmation.Certificate(Base64Url.encode(Sha256.of(CERTIFICATE)));

    private final TestTime time = new TestTime();

    private ProofResult check(
            TestSettings settings, SampleRequest request, Scheme scheme, @Nullable Confirmation confirmation) {
        ProofOfPossession possession =
                new ProofOfPossession(settings.build(), new BoundedVerifier(1), time, time, new Random(1));
        return possession
                .check(
                        request,
                        new AuthorizationHeader.Token(scheme, TestProof.TOKEN),
                        Verdicts.valid(Map.of(), Optional.ofNullable(confirmation)),
                        Caller.REQUEST_THREAD)
                .join();
    }

    private static SampleRequest proven() {
        return SampleRequest.post("/mcp").header("DPoP", TestProof.valid().build());
    }

    private static SampleRequest fromProxy() {
        return SampleRequest.post("/mcp").peer(InetAddress.getLoopbackAddress()).header("Client-Cert", HEADER);
    }

    private static TestSettings behindProxy() {
        return TestSettings.defaults().with("trusted_proxies", "127.0.0.0/8", "::1");
    }

    @Test
    @DisplayName("H1 a token that is bound to a key needs the scheme DPoP and its proof")
    void keyBoundTokenNeedsItsProof() {
        TestSettings settings = TestSettings.defaults();
        assertThat(check(settings, proven(), Scheme.DPOP, BY_KEY)).isInstanceOf(ProofResult.Shown.class);
        assertThat(check(settings, proven(), Scheme.BEARER, BY_KEY))
                .isEqualTo(new ProofResult.Refused(ProofFaults.BOUND_TO_KEY));
        assertThat(check(settings, SampleRequest.post("/mcp"), Scheme.DPOP, BY_KEY))
                .isEqualTo(new ProofResult.Refused(ProofFaults.NO_PROOF));
        assertThat(check(settings, fromProxy(), Scheme.BEARER, BY_KEY))
                .isEqualTo(new ProofResult.Refused(ProofFaults.BOUND_TO_KEY));
    }

    @Test
    @DisplayName("H1 a bound token is refused where its kind of proof is off")
    void boundTokenIsRefusedWhereItsProofIsOff() {
        assertThat(check(TestSettings.defaults().with("dpop", "off"), proven(), Scheme.DPOP, BY_KEY))
                .isEqualTo(new ProofResult.Refused(ProofFaults.DPOP_IS_OFF));
        assertThat(check(behindProxy().with("mtls", "off"), fromProxy(), Scheme.BEARER, BY_CERTIFICATE))
                .isEqualTo(new ProofResult.Refused(ProofFaults.MTLS_IS_OFF));
    }

    @Test
    @DisplayName("H1 a token without a binding is taken unless one is required, and never by the scheme DPoP")
    void unboundTokenIsTakenUnlessABindingIsRequired() {
        SampleRequest plain = SampleRequest.post("/mcp");
        assertThat(check(TestSettings.defaults(), plain, Scheme.BEARER, null)).isInstanceOf(ProofResult.Shown.class);
        assertThat(check(
                        TestSettings.defaults().with("dpop", "offered").with("mtls", "offered"),
                        plain,
                        Scheme.BEARER,
                        null))
                .isInstanceOf(ProofResult.Shown.class);
        assertThat(check(TestSettings.defaults(), proven(), Scheme.DPOP, null))
                .isEqualTo(new ProofResult.Refused(ProofFaults.NOT_BOUND_TO_KEY));
        assertThat(check(TestSettings.defaults().with("dpop", "required"), proven(), Scheme.BEARER, null))
                .isEqualTo(new ProofResult.Refused(ProofFaults.DPOP_REQUIRED));
        assertThat(check(behindProxy().with("mtls", "required"), fromProxy(), Scheme.BEARER, null))
                .isEqualTo(new ProofResult.Refused(ProofFaults.MTLS_REQUIRED));
    }

    @Test
    @DisplayName("H1 where one kind of binding is required, the other does not do")
    void otherBindingDoesNotDo() {
        assertThat(check(behindProxy().with("dpop", "required"), fromProxy(), Scheme.BEARER, BY_CERTIFICATE))
                .isEqualTo(new ProofResult.Refused(ProofFaults.DPOP_REQUIRED));
        assertThat(check(TestSettings.defaults().with("mtls", "required"), proven(), Scheme.DPOP, BY_KEY))
                .isEqualTo(new ProofResult.Refused(ProofFaults.MTLS_REQUIRED));
        assertThat(check(TestSettings.defaults().with("dpop", "required"), proven(), Scheme.DPOP, BY_KEY))
                .isInstanceOf(ProofResult.Shown.class);
        assertThat(check(behindProxy().with("mtls", "required"), fromProxy(), Scheme.BEARER, BY_CERTIFICATE))
                .isInstanceOf(ProofResult.Shown.class);
    }

    @Test
    @DisplayName("H5 the certificate header counts if a configured proxy sent it, and from nobody else")
    void headerCountsFromConfiguredProxiesOnly() {
        assertThat(check(behindProxy(), fromProxy(), Scheme.BEARER, BY_CERTIFICATE))
                .isInstanceOf(ProofResult.Shown.class);
        for (TestSettings settings : new TestSettings[] {
            TestSettings.defaults(), TestSettings.defaults().with("trusted_proxies", "10.0.0.0/8")
        }) {
            SampleRequest request = fromProxy().header("X-Forwarded-For", "10.0.0.1");
            assertThat(check(settings, request, Scheme.BEARER, BY_CERTIFICATE))
                    .isEqualTo(new ProofResult.Refused(ProofFaults.BOUND_TO_CERTIFICATE));
            assertThat(request.namesRead()).isEmpty();
        }
        SampleRequest unknownPeer = SampleRequest.post("/mcp").header("Client-Cert", HEADER);
        assertThat(check(behindProxy(), unknownPeer, Scheme.BEARER, BY_CERTIFICATE))
                .isInstanceOf(ProofResult.Refused.class);
    }

    @Test
    @DisplayName("H1 a certificate-bound token is not taken by the scheme DPoP")
    void certificateBoundTokenIsNoDpopToken() {
        assertThat(check(behindProxy(), fromProxy(), Scheme.DPOP, BY_CERTIFICATE))
                .isEqualTo(new ProofResult.Refused(ProofFaults.NOT_BOUND_TO_KEY));
    }

    @Test
    @DisplayName("H5 a certificate is the client's where the connection is its own, not where it may be a proxy's")
    void certificateOfTheConnectionCountsUnlessItMayBeAProxys() throws Exception {
        X509Certificate certificate = certificate();
        Confirmation bound = new Confirmation.Certificate(Base64Url.encode(Sha256.of(certificate.getEncoded())));
        SampleRequest direct = SampleRequest.post("/mcp").certificate(certificate);
        assertThat(check(TestSettings.defaults(), direct, Scheme.BEARER, bound)).isInstanceOf(ProofResult.Shown.class);
        assertThat(check(TestSettings.defaults(), direct, Scheme.BEARER, BY_CERTIFICATE))
                .isEqualTo(new ProofResult.Refused(ProofFaults.BOUND_TO_CERTIFICATE));

        SampleRequest unknownPeer = SampleRequest.post("/mcp").certificate(certificate);
        SampleRequest otherPeer = SampleRequest.post("/mcp")
                .certificate(certificate)
                .peer(InetAddress.getByAddress(new byte[] {10, 0, 0, 1}));
        SampleRequest proxy = fromProxy().certificate(certificate);
        assertThat(check(behindProxy(), unknownPeer, Scheme.BEARER, bound))
                .isEqualTo(new ProofResult.Refused(ProofFaults.BOUND_TO_CERTIFICATE));
        assertThat(check(behindProxy(), otherPeer, Scheme.BEARER, bound)).isInstanceOf(ProofResult.Shown.class);
        assertThat(check(behindProxy(), proxy, Scheme.BEARER, bound))
                .isEqualTo(new ProofResult.Refused(ProofFaults.BOUND_TO_CERTIFICATE));
    }

    private static X509Certificate certificate() throws IOException, CertificateException {
        try (InputStream pem = ProofOfPossessionTest.class.getResourceAsStream("client.pem")) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    @ParameterizedTest(name = "H5 header [{0}] names no certificate")
    @ValueSource(strings = {"", ":", "::", "x", ":x", ":!:", ":Y2VydGlmaWNhdGU=", "Y2VydGlmaWNhdGU="})
    @DisplayName("H5")
    void wrongHeaderNamesNoCertificate(String header) {
        SampleRequest request = SampleRequest.post("/mcp")
                .peer(InetAddress.getLoopbackAddress())
                .header("Client-Cert", header);
        assertThat(check(behindProxy(), request, Scheme.BEARER, BY_CERTIFICATE))
                .isEqualTo(new ProofResult.Refused(ProofFaults.BOUND_TO_CERTIFICATE));
    }

    @Test
    @DisplayName("H5 two certificate headers name none, nor does one that is too long")
    void ambiguousHeaderNamesNoCertificate() {
        assertThat(check(behindProxy(), fromProxy().header("Client-Cert", HEADER), Scheme.BEARER, BY_CERTIFICATE))
                .isInstanceOf(ProofResult.Refused.class);
        SampleRequest longOne = SampleRequest.post("/mcp")
                .peer(InetAddress.getLoopbackAddress())
                .header("Client-Cert", ":" + "A".repeat(16_384) + ":");
        assertThat(check(behindProxy(), longOne, Scheme.BEARER, BY_CERTIFICATE))
                .isInstanceOf(ProofResult.Refused.class);
    }
}
