package io.mcpoauth2.agent.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.wait.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The proof of RFC 9449 figures 12 and 13, for the key of §6.1, at the time it was made. */
class Rfc9449VectorTest {
    private static final String TOKEN = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";
    private static final String THUMBPRINT = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";
    private static final String PROOF = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6Ik"
            + "VDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09r"
            + "X282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiJlMWozVl9iS"
            + "2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0ZWRy"
            + "ZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0N"
            + "BcWtzbVFFbyJ9.2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYo"
            + "MxhAJpLjA";

    @Test
    void proofOfTheRfcIsTakenForItsRequestAndNoOther() {
        assertThat(check("GET", "/protectedresource", TOKEN)).isInstanceOf(ProofResult.Shown.class);
        assertThat(check("POST", "/protectedresource", TOKEN)).isEqualTo(new ProofResult.Refused(ProofFaults.METHOD));
        assertThat(check("GET", "/other", TOKEN)).isEqualTo(new ProofResult.Refused(ProofFaults.TARGET));
        assertThat(check("GET", "/protectedresource", TOKEN + "x"))
                .isEqualTo(new ProofResult.Refused(ProofFaults.TOKEN));
    }

    private static ProofResult check(String method, String path, String token) {
        Clock then = Clock.fixed(Instant.ofEpochSecond(1_562_262_618), ZoneOffset.UTC);
        TestSettings settings =
                TestSettings.defaults().with("resource", "https://resource.example.org/protectedresource");
        return new DpopProofs(settings.build(), new BoundedVerifier(1), then, System::nanoTime, new Random(1))
                .check(SampleRequest.of(method, path).header("DPoP", PROOF), token, THUMBPRINT, Caller.REQUEST_THREAD)
                .join();
    }
}
