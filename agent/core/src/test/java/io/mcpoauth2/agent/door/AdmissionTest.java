package io.mcpoauth2.agent.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.exchange.ResponseHead;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import io.mcpoauth2.agent.token.Standing;
import io.mcpoauth2.bridge.RequestIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Instant EXPIRY = Instant.parse("2026-01-01T00:00:00Z");

    private final RequestIdentity identity = new RequestIdentity(Map.of());

    @Test
    void whatIsRevokedEndsAtOnceWhateverTheGrace() {
        Admission admission = new Admission(identity, now -> Standing.End.REVOKED, Duration.ofHours(1), null, null);
        assertThat(admission.isOverdue(EXPIRY.minusSeconds(9))).isTrue();
    }

    @Test
    void anAnswerMayGoOnForItsGraceAfterTheExpiryUnlessItIsRevoked() {
        Standing.End[] end = {Standing.End.NONE};
        Admission admission = new Admission(identity, now -> end[0], Duration.ofSeconds(10), null, null);
        assertThat(admission.isOverdue(EXPIRY.minusSeconds(1))).isFalse();
        end[0] = Standing.End.EXPIRED;
        assertThat(admission.isOverdue(EXPIRY)).isFalse();
        assertThat(admission.isOverdue(EXPIRY.plusSeconds(10).minusNanos(1))).isFalse();
        assertThat(identity.isOpen()).isTrue();
        assertThat(admission.isOverdue(EXPIRY.plusSeconds(10))).isTrue();
        end[0] = Standing.End.REVOKED;
        assertThat(admission.isOverdue(EXPIRY.plusSeconds(1))).isTrue();
    }

    /** R13: an asynchronous dispatch is inside of the server as the first thread was. */
    @Test
    void aDispatchOnAnotherThreadIsInsideToo() {
        Admission admission = new Admission(identity, now -> Standing.End.NONE, Duration.ZERO, null, null);
        admission.enterDoorAgain();
        admission.leaveDoor();
        assertThat(admission.isInside()).isTrue();
        admission.leaveDoor();
        assertThat(admission.isInside()).isFalse();
    }

    @Test
    void aRequestWithoutCallerNeverExpires() {
        assertThat(Admission.NOBODY.isOverdue(Instant.MAX.minusNanos(1))).isFalse();
        assertThat(Admission.NOBODY.identity().isOpen()).isFalse();
    }

    /** No watch looks after it, as no token can end. */
    @Test
    void aConnectionWithoutCallerIsWatchedByNobody() {
        CountingExchange connection = new CountingExchange();
        Admission.NOBODY.upgrade(connection);
        assertThat(connection.expiries).isZero();
    }

    @Test
    void whoReadsTheBodyIsToldOfTheEnd() {
        AtomicInteger ends = new AtomicInteger();
        ResponseObserver observer = new ResponseObserver() {
            @Override
            public void responding(ResponseHead head) {}

            @Override
            public boolean readsBody() {
                return ends.get() == 0;
            }

            @Override
            public void ended() {
                ends.incrementAndGet();
            }
        };
        Admission admission =
                new Admission(identity, now -> Standing.End.NONE, Duration.ZERO, null, null, null, observer);
        assertThat(admission.isBodyObserved()).isTrue();

        admission.end();

        assertThat(ends).hasValue(1);
        assertThat(admission.isBodyObserved()).isFalse();
    }

    /** Each thread closes its own when it leaves, while another's goes on. */
    @Test
    void anotherThreadOfTheRequestHasAnIdentityOfItsOwn() {
        Admission admission = new Admission(identity, now -> Standing.End.REVOKED, Duration.ZERO, null, null);

        Admission other = admission.forAnotherThread(new CountingExchange());
        admission.end();

        assertThat(other.identity().isOpen()).isTrue();
        assertThat(other.identity().user()).isSameAs(identity.user());
        assertThat(other.isOverdue(EXPIRY)).isTrue();
    }
}
