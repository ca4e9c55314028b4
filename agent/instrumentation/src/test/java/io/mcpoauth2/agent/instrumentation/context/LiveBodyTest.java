package io.mcpoauth2.agent.instrumentation.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.instrumentation.context.reactor.LiveBody;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** A body that nobody can write any more is no longer made. */
class LiveBodyTest {
    private final RequestIdentity alice = new RequestIdentity(Map.of());
    private final Sinks.Many<String> events = Sinks.many().multicast().directBestEffort();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final List<String> written = new ArrayList<>();
    private final List<Object> ends = new ArrayList<>();

    @AfterEach
    void nothingIsLeftOnTheThread() {
        assertThat(Carrier.swap(null)).isNull();
    }

    @Test
    void whatComesAfterTheRequestFailsAsIfTheClientHadGoneAndCancelsItsSource() {
        write(bodyOf(alice));
        events.tryEmitNext("first");
        assertThat(written).containsExactly("first");

        alice.close();
        events.tryEmitNext("late");
        events.tryEmitNext("later");

        assertThat(written).containsExactly("first");
        assertThat(cancelled).hasValue(1);
        assertThat(ends).singleElement().isInstanceOf(EOFException.class);
    }

    @Test
    void aBodyThatEndsInTimeIsLeftAlone() {
        write(bodyOf(alice));
        events.tryEmitNext("only");
        events.tryEmitComplete();

        assertThat(written).containsExactly("only");
        assertThat(cancelled).hasValue(0);
        assertThat(ends).containsExactly("complete");
    }

    @Test
    void whatIsWrittenForNobodyIsAsItWas() {
        Publisher<String> source = Flux.just("open");

        assertThat(LiveBody.of(source)).isSameAs(source);
        assertThat(bodyOf(RequestIdentity.NOBODY, source)).isSameAs(source);
    }

    private Publisher<? extends String> bodyOf(RequestIdentity request) {
        return bodyOf(request, events.asFlux().doOnCancel(cancelled::incrementAndGet));
    }

    private static Publisher<? extends String> bodyOf(RequestIdentity request, Publisher<String> source) {
        RequestIdentity previous = Carrier.swap(request);
        try {
            return LiveBody.of(source);
        } finally {
            Carrier.swap(previous);
        }
    }

    private void write(Publisher<? extends String> body) {
        Flux.from(body).subscribe(written::add, ends::add, () -> ends.add("complete"));
    }
}
