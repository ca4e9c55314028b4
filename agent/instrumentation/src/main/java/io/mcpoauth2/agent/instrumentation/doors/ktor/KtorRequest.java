package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.ktor.http.RequestConnectionPoint;
import io.ktor.server.application.PipelineCall;
import io.mcpoauth2.agent.door.TargetRequest;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import kotlin.Unit;
import kotlin.coroutines.Continuation;

/** A request as an engine of Ktor has decoded it; what forwarding headers say is not looked at. */
public abstract class KtorRequest implements TargetRequest {
    private final PipelineCall call;
    private final RequestConnectionPoint point;

    protected KtorRequest(PipelineCall call) {
        this.call = call;
        this.point = call.getRequest().getLocal();
    }

    protected final RequestConnectionPoint point() {
        return point;
    }

    @Override
    public final String door() {
        return "Ktor door";
    }

    @Override
    public final String method() {
        return point.getMethod().getValue();
    }

    @Override
    public final String target() {
        return point.getUri();
    }

    @Override
    public final List<String> headers(String name) {
        List<String> values = call.getRequest().getHeaders().getAll(name);
        return values == null ? List.of() : values;
    }

    @Override
    public final CompletionStage<Void> collectMessage(MessageBuffer into) {
        return new KtorMessage(this, call, into).collect();
    }

    /**
     * Tells a client that waits for it to send the body (RFC 9110 §10.1.1), where the engine has not done so by itself.
     *
     * @return what a suspend function returns
     */
    protected Object tellToGoOn(Continuation<Object> told) {
        return Unit.INSTANCE;
    }
}
