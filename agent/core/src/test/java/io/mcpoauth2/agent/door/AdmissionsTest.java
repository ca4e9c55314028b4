package io.mcpoauth2.agent.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.token.Standing;
import io.mcpoauth2.bridge.RequestIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionsTest {
    private final Admissions admissions = new Admissions();
    private final List<String> request = new ArrayList<>();
    private final Admission admission =
            new Admission(new RequestIdentity(Map.of()), now -> Standing.End.NONE, Duration.ZERO, null, null);

    /** The headers of two requests may be equal. */
    @Test
    void anAdmissionIsFoundByTheSameObjectAndByNoEqualOne() {
        admissions.put(request, admission);

        assertThat(admissions.find(request)).isSameAs(admission);
        assertThat(admissions.find(new ArrayList<>())).isNull();
    }

    @Test
    void whatHasEndedIsNotFoundAnyMore() {
        admissions.put(request, admission);

        admission.end();

        assertThat(admissions.find(request)).isNull();
    }

    @Test
    void whatHasExpiredIsNotFoundAnyMore() {
        admissions.put(request, admission);

        admission.expire();

        assertThat(admissions.find(request)).isNull();
    }
}
