package io.mcpoauth2.agent.instrumentation.doors.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;

/** A container's own, but for its response: that would go past the one which the servlet was given. */
class WrappedAsyncContext implements AsyncContext {
    private final AsyncContext context;
    private final HttpServletResponse given;

    WrappedAsyncContext(AsyncContext context, HttpServletResponse given) {
        this.context = context;
        this.given = given;
    }

    @Override
    public final ServletResponse getResponse() {
        return context.hasOriginalRequestAndResponse() ? given : context.getResponse();
    }

    @Override
    public void complete() {
        context.complete();
    }

    @Override
    public final ServletRequest getRequest() {
        return context.getRequest();
    }

    @Override
    public final boolean hasOriginalRequestAndResponse() {
        return context.hasOriginalRequestAndResponse();
    }

    @Override
    public void dispatch() {
        context.dispatch();
    }

    @Override
    public void dispatch(String path) {
        context.dispatch(path);
    }

    @Override
    public void dispatch(ServletContext servlets, String path) {
        context.dispatch(servlets, path);
    }

    @Override
    public final void start(Runnable task) {
        context.start(task);
    }

    @Override
    public final void addListener(AsyncListener listener) {
        context.addListener(listener);
    }

    @Override
    public final void addListener(AsyncListener listener, ServletRequest request, ServletResponse answer) {
        context.addListener(listener, request, answer);
    }

    @Override
    public final <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
        return context.createListener(type);
    }

    @Override
    public final void setTimeout(long milliseconds) {
        context.setTimeout(milliseconds);
    }

    @Override
    public final long getTimeout() {
        return context.getTimeout();
    }
}
