package io.mcpoauth2.agent.instrumentation.doors.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A request that goes on without its servlet, and whose list is sent at the latest when the application says that it is complete. */
final class ListAsyncContext implements AsyncContext {
    private final AsyncContext context;
    private final ListResponse response;

    private ListAsyncContext(AsyncContext context, ListResponse response) {
        this.context = context;
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
            context.complete();
        }
    }

    /** The container's own goes past the list. */
    @Override
    public ServletResponse getResponse() {
        return context.hasOriginalRequestAndResponse() ? response : context.getResponse();
    }

    @Override
    public ServletRequest getRequest() {
        return context.getRequest();
    }

    @Override
    public boolean hasOriginalRequestAndResponse() {
        return context.hasOriginalRequestAndResponse();
    }

    @Override
    public void dispatch() {
        left().dispatch();
    }

    @Override
    public void dispatch(String path) {
        left().dispatch(path);
    }

    @Override
    public void dispatch(ServletContext servlets, String path) {
        left().dispatch(servlets, path);
    }

    private AsyncContext left() {
        if (hasOriginalRequestAndResponse()) {
            try {
                response.leave();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return context;
    }

    @Override
    public void start(Runnable task) {
        context.start(task);
    }

    @Override
    public void addListener(AsyncListener listener) {
        context.addListener(listener);
    }

    @Override
    public void addListener(AsyncListener listener, ServletRequest request, ServletResponse answer) {
        context.addListener(listener, request, answer);
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
        return context.createListener(type);
    }

    @Override
    public void setTimeout(long milliseconds) {
        context.setTimeout(milliseconds);
    }

    @Override
    public long getTimeout() {
        return context.getTimeout();
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
