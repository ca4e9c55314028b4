package io.mcpoauth2.agent.instrumentation.doors.ktorcio;

import io.ktor.server.application.PipelineCall;
import io.ktor.server.cio.CIOApplicationCall;
import io.ktor.server.cio.PipelineKt;
import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.instrumentation.doors.ktor.KtorRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineName;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/** A request as Ktor's engine CIO has decoded it, which speaks no TLS; what forwarding headers say is not looked at. */
public final class KtorCioRequest extends KtorRequest {
    private final PipelineCall call;
    private final Job job;

    /** @param call of {@link CIOApplicationCall}'s class */
    public KtorCioRequest(PipelineCall call) {
        super(call);
        this.call = call;
        this.job = jobOf(((CIOApplicationCall) call).getCoroutineContext());
    }

    private static Job jobOf(CoroutineContext context) {
        Job job = context.get(Job.Key);
        if (job == null) {
            throw new IllegalStateException("mcp-oauth2-agent: a request of Ktor's CIO has no job");
        }
        return job;
    }

    @Override
    public Optional<X509Certificate> clientCertificate() {
        return Optional.empty();
    }

    @Override
    public Optional<InetAddress> peer() {
        return ConnectionAddresses.remote(point()) instanceof InetSocketAddress address
                ? Optional.ofNullable(address.getAddress())
                : Optional.empty();
    }

    @Override
    public int localPort() {
        return ConnectionAddresses.local(point()) instanceof InetSocketAddress address ? address.getPort() : 0;
    }

    /** What CIO does when the application asks for the body, which does not see that the client has waited. */
    @Override
    protected Object tellToGoOn(Continuation<Object> told) {
        return ExpectedBody.tellToGoOn(call, told);
    }

    @Override
    public boolean isComplete() {
        return job.isCompleted();
    }

    /** Ends the connection: what reads it is cancelled, and with it the call and what writes its response. */
    @Override
    public void expire(Admission admission) {
        Job connection = connection();
        (connection == null ? job : connection).cancel(null);
    }

    private @Nullable Job connection() {
        for (@Nullable Job at = job.getParent(); at != null; at = at.getParent()) {
            if (at instanceof CoroutineScope scope
                    && PipelineKt.getHttpPipelineCoroutine()
                            .equals(scope.getCoroutineContext().get(CoroutineName.Key))) {
                return at;
            }
        }
        return null;
    }
}
