package io.mcpoauth2.agent.instrumentation.doors.micronaut;

import static io.mcpoauth2.agent.door.SampleLists.LIST;
import static io.mcpoauth2.agent.door.SampleLists.SHOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.door.SampleLists;
import io.mcpoauth2.agent.door.WrittenLists;
import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.core.io.buffer.ReadBufferFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

class HeldPartsTest {
    private final List<ReadBuffer> given = new ArrayList<>();
    private final Received received = new Received();

    @Test
    void listComesAsOnePartForWhoeverAsksForOne() {
        byte[] list = LIST.getBytes(StandardCharsets.UTF_8);
        HeldParts.of(Flux.range(0, list.length).map(i -> part(new byte[] {list[i]})), new SampleLists().asked())
                .subscribe(received);

        received.request(1);

        assertThat(received.parts).containsExactly(SHOWN);
        assertThat(received.isComplete).isTrue();
        assertThat(given).hasSize(list.length).noneMatch(HeldPartsTest::isOpen);
    }

    @Test
    void emptyBodyHasNoParts() {
        HeldParts.of(Flux.<ReadBuffer>empty(), new SampleLists().asked()).subscribe(received);
        received.request(1);

        assertThat(received.parts).isEmpty();
        assertThat(received.isComplete).isTrue();
    }

    @Test
    void whatIsTooLongComesAsItWasWritten() {
        Flux<ReadBuffer> parts = Flux.just("x".repeat(WrittenLists.MOST), "y", "z")
                .map(text -> part(text.getBytes(StandardCharsets.US_ASCII)));
        HeldParts.of(parts, new SampleLists().asked()).subscribe(received);

        received.request(1);
        assertThat(received.parts)
                .singleElement()
                .satisfies(
                        part -> assertThat(part).hasSize(WrittenLists.MOST + 1).endsWith("xy"));
        received.request(2);

        assertThat(received.parts).hasSize(2).last().isEqualTo("z");
        assertThat(received.isComplete).isTrue();
    }

    @Test
    void whatWasWrittenBeforeAFailureComesBeforeIt() {
        IllegalStateException failure = new IllegalStateException("of the application");
        HeldParts.of(
                        Flux.just(part(LIST.getBytes(StandardCharsets.UTF_8))).concatWith(Flux.error(failure)),
                        new SampleLists().asked())
                .subscribe(received);

        received.request(2);

        assertThat(received.parts).containsExactly(LIST);
        assertThat(received.failure).isSameAs(failure);
    }

    private ReadBuffer part(byte[] bytes) {
        ReadBuffer part = ReadBufferFactory.getJdkFactory().adapt(bytes);
        given.add(part);
        return part;
    }

    private static boolean isOpen(ReadBuffer part) {
        try {
            return part.readable() >= 0;
        } catch (IllegalStateException e) {
            return false; // As it says when it has been closed.
        }
    }

    private static final class Received extends BaseSubscriber<ReadBuffer> {
        final List<String> parts = new ArrayList<>();
        boolean isComplete;

        @Nullable
        Throwable failure;

        @Override
        protected void hookOnSubscribe(Subscription subscription) {}

        @Override
        protected void hookOnNext(ReadBuffer part) {
            parts.add(part.toString(StandardCharsets.UTF_8));
        }

        @Override
        protected void hookOnComplete() {
            isComplete = true;
        }

        @Override
        protected void hookOnError(Throwable thrown) {
            failure = thrown;
        }
    }
}
