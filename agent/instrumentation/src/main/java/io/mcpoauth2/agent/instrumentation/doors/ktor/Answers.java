package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.ktor.http.HttpStatusCode;
import io.ktor.http.content.OutgoingContent;
import io.ktor.server.application.PipelineCall;
import io.ktor.server.engine.BaseApplicationResponse;
import io.ktor.server.response.ApplicationSendPipeline;
import io.mcpoauth2.agent.exchange.HttpReply;
import java.util.Objects;
import kotlin.ResultKt;
import kotlin.coroutines.Continuation;

/** The gate's answers, sent by the engine alone: interceptors of the application would change them. */
final class Answers {
    private static final ApplicationSendPipeline ENGINE = engine();

    private Answers() {}

    /**
     * @param sent resumed when the answer has been given to the engine
     */
    static Object send(HttpReply reply, PipelineCall call, Continuation<Object> sent) {
        call.getResponse().status(HttpStatusCode.Companion.fromValue(reply.status()));
        for (HttpReply.Header header : reply.headers()) {
            call.getResponse().getHeaders().append(header.name(), header.value(), false);
        }
        boolean withoutBody = !reply.hasBody()
                || call.getRequest().getLocal().getMethod().getValue().equals("HEAD");
        OutgoingContent content = withoutBody ? new Head(reply.body().length) : new Body(reply.body());
        return Objects.requireNonNull(ENGINE.execute(call, content, sent));
    }

    /** Whether a continuation is resumed with an exception. */
    static boolean isFailure(Object result) {
        return result instanceof kotlin.Result.Failure;
    }

    static Object failure(Throwable failure) {
        return ResultKt.createFailure(failure);
    }

    private static ApplicationSendPipeline engine() {
        ApplicationSendPipeline pipeline = new ApplicationSendPipeline(false);
        BaseApplicationResponse.Companion.setupSendPipeline(pipeline);
        return pipeline;
    }

    /** An answer to a HEAD request has the length of the body that is left out. */
    private static final class Head extends OutgoingContent.NoContent {
        private final long length;

        Head(long length) {
            this.length = length;
        }

        @Override
        public Long getContentLength() {
            return length;
        }
    }

    private static final class Body extends OutgoingContent.ByteArrayContent {
        private final byte[] body;

        Body(byte[] body) {
            this.body = body;
        }

        @Override
        public Long getContentLength() {
            return (long) body.length;
        }

        @Override
        public byte[] bytes() {
            return body;
        }
    }
}
