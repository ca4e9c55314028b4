package io.mcpoauth2.agent.instrumentation.context.undertow;

import io.mcpoauth2.agent.instrumentation.door.Passage;
import io.mcpoauth2.agent.instrumentation.door.SharedObject;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import org.jspecify.annotations.Nullable;

/** What Undertow's door has attached to exchanges. */
final class Passages {
    private static final AttachmentKey<Passage> PASSAGE =
            SharedObject.of(AttachmentKey.class, () -> AttachmentKey.create(Passage.class));

    private Passages() {}

    /** Null where the request did not come by the door, as a mock one does. */
    static @Nullable Passage of(HttpServerExchange exchange) {
        return exchange.getAttachment(PASSAGE);
    }
}
