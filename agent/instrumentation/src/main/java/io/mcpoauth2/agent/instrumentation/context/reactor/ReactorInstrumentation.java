package io.mcpoauth2.agent.instrumentation.context.reactor;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a Reactor pipeline changes threads: what goes to a scheduler, and the sources whose signals another thread may
 * bring.
 *
 * <p>All other operators run on the thread of what comes before them. A hook on each would cost each pipeline of the
 * application; these are few. The sources are those where Reactor itself restores a context, and those that several
 * subscribers share.
 */
public final class ReactorInstrumentation {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.context.reactor.";
    private static final String PUBLISHERS = "reactor.core.publisher.";

    private static final List<String> SOURCES = List.of(
            // Emitted to by anybody.
            "MonoCreate",
            "FluxCreate",
            "SinkEmptyMulticast",
            "SinkOneMulticast",
            "SinkManyBestEffort",
            "SinkManyEmitterProcessor",
            "SinkManyReplayProcessor",
            "SinkManyUnicast",
            "SinkManyUnicastNoBackpressure",
            "DirectProcessor",
            "EmitterProcessor",
            "ReplayProcessor",
            "UnicastProcessor",
            "NextProcessor",
            // Shared by several subscribers.
            "FluxPublish",
            "FluxPublishMulticast",
            "FluxReplay",
            "MonoCacheTime",
            "MonoCacheInvalidateIf",
            "MonoCacheInvalidateWhen",
            // Not Reactor's own.
            "MonoCompletionStage",
            "MonoFromPublisher",
            "MonoSource",
            "MonoSourceFuseable",
            "FluxSource",
            "FluxSourceFuseable");

    private ReactorInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        List<TypeInstrumentation> types = new ArrayList<>();
        types.add(new TypeInstrumentation(
                "reactor.core.scheduler.Schedulers",
                "Reactor schedulers",
                false,
                List.of(new MethodWeaving(
                        "onSchedule", List.of("java.lang.Runnable"), HERE + "OnScheduleAdvice", true))));
        for (String source : SOURCES) {
            types.add(source(source));
        }
        types.add(new TypeInstrumentation(
                PUBLISHERS + "Operators",
                "Reactor sources",
                false,
                // Since 3.7; before, publishers that extend Mono or Flux are not seen, others are.
                List.of(new MethodWeaving(
                        "restoreContextOnSubscriberIfPublisherNonInternal",
                        List.of("org.reactivestreams.Publisher", "reactor.core.CoreSubscriber"),
                        HERE + "OtherSourceAdvice",
                        false))));
        return types;
    }

    private static TypeInstrumentation source(String name) {
        List<String> subscriber = List.of("reactor.core.CoreSubscriber");
        String advice = HERE + "SourceAdvice";
        return new TypeInstrumentation(
                PUBLISHERS + name,
                "Reactor source",
                false,
                List.of(
                        new MethodWeaving("subscribe", subscriber, advice, false),
                        // What fuses with the operator after it is asked for the subscriber it would use itself.
                        new MethodWeaving("subscribeOrReturn", subscriber, advice, false)));
    }
}
