package io.mcpoauth2.agent.instrumentation.doors.micronaut;

import io.mcpoauth2.agent.door.WrittenBody;
import io.mcpoauth2.agent.door.WrittenLists;
import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.core.io.buffer.ReadBufferFactory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/**
 * The parts of a streamed body that may be lists, kept back until it is whole: then one part comes, as the caller is shown it.
 * What is too long goes on as it comes, and so does what was written before a failure.
 */
final class HeldParts {
    private @Nullable WrittenBody held;

    private HeldParts(WrittenLists lists) {
        this.held = new WrittenBody(lists);
    }

    /** Who asks for a part asks for as many of these as that takes. */
    static Flux<ReadBuffer> of(Flux<ReadBuffer> parts, WrittenLists lists) {
        return Flux.defer(() -> {
            HeldParts body = new HeldParts(lists);
            return parts.<ReadBuffer>handle(body::take)
                    .onErrorResume(
                            failure -> Flux.concat(Mono.fromSupplier(body::written), Mono.<ReadBuffer>error(failure)))
                    .concatWith(Mono.fromSupplier(body::shown));
        });
    }

    private void take(ReadBuffer part, SynchronousSink<ReadBuffer> sink) {
        if (held == null) {
            sink.next(part);
            return;
        }
        byte[] bytes = bytes(part);
        if (!held.add(bytes, 0, bytes.length)) {
            byte[] before = held.take();
            held = null;
            byte[] all = Arrays.copyOf(before, before.length + bytes.length);
            System.arraycopy(bytes, 0, all, before.length, bytes.length);
            sink.next(buffer(all));
        }
    }

    private static byte[] bytes(ReadBuffer part) {
        try (part) {
            return part.toArray();
        }
    }

    private @Nullable ReadBuffer written() {
        return held == null || held.size() == 0 ? null : buffer(held.take());
    }

    private @Nullable ReadBuffer shown() {
        return held == null || held.size() == 0 ? null : buffer(held.takeShown());
    }

    private static ReadBuffer buffer(byte[] bytes) {
        return ReadBufferFactory.getJdkFactory().adapt(bytes);
    }
}
