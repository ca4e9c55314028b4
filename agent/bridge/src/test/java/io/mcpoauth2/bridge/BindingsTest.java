package io.mcpoauth2.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Strict mode, by what the carrier tells it. */
class BindingsTest {
    private final RequestIdentity alice = new RequestIdentity(Map.of());
    private final RequestIdentity bob = new RequestIdentity(Map.of());
    private final Bindings bindings = new Bindings();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final PrintStream standardError = System.err;
    private final int before = Bindings.faults().length;

    @BeforeEach
    void readStandardError() {
        System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restoreStandardError() {
        System.setErr(standardError);
    }

    @Test
    void whatIsRestoredInTheOrderOfItsBindingsIsNoFaultAndLeavesNothing() {
        bindings.bound(null, alice);
        bindings.bound(alice, bob);
        bindings.restored(bob, alice);
        bindings.restored(alice, null);

        assertThat(bindings.open()).isZero();
        assertThat(faults()).isZero();
        assertThat(lines.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void whatIsNeverTakenOffStaysOpen() {
        bindings.bound(null, alice);

        assertThat(bindings.open()).isEqualTo(1);
    }

    @Test
    void outerBindingThatIsTakenOffBeforeTheInnerOneIsAFaultThatTellsBothPlaces() {
        bindings.bound(null, alice);
        bindings.bound(alice, bob);
        bindings.restored(bob, null);

        assertThat(faults()).isEqualTo(1);
        assertThat(lines.toString(StandardCharsets.UTF_8))
                .contains("Bindings$Fault", "restored out of order", "Caused by", "bound here");
    }

    @Test
    void restoringWhatNothingHasBoundIsAFaultUnlessTheThreadCarriesItAlready() {
        bindings.restored(null, null);
        assertThat(faults()).isZero();

        bindings.restored(null, alice);
        assertThat(faults()).isEqualTo(1);
    }

    private int faults() {
        return Bindings.faults().length - before;
    }
}
