package io.mcpoauth2.agent.instrumentation.doors.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A request that goes on without its servlet, and whose list is sent at the latest when the application says that it is complete. */
final class ListAsyncContext extends WrappedAsyncContext {
    private final ListResponse response;

    private ListAsyncContext(AsyncContext context, ListResponse response) {
        super(context, response);
        this.response = response;
    }

    static AsyncContext of(AsyncContext context, ListResponse response) {
        return context instanceof ListAsyncContext ? context : new ListAsyncContext(context, response);
    }

    /** The request has begun to go on. */
    static AsyncContext begin(AsyncContext context, ListResponse response) {
        context.addListener(new Forgetting(response));
        return of(context, response);
    }

    @Override
    public void complete() {
        try {
            response.end();
        } catch (IOException e) {
            // Nobody is there any more who would read it.
        } finally {
            super.complete();
        }
    }

    @Override
    public void dispatch() {
        leave();
        super.dispatch();
    }

    @Override
    public void dispatch(String path) {
        leave();
        super.dispatch(path);
    }

    @Override
    public void dispatch(ServletContext servlets, String path) {
        leave();
        super.dispatch(servlets, path);
    }

    private void leave() {
        if (hasOriginalRequestAndResponse()) {
            try {
                response.leave();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Whoever says late that a request is complete, after its time, must not write to another one's response. */
    private record Forgetting(ListResponse response) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            response.forget();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        /** Listeners are dropped when async processing starts anew. */
        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
