package io.mcpoauth2.agent.instrumentation.doors.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** The request that a {@link ShownResponse} answers, also where another thread does. */
final class ShownRequest extends HttpServletRequestWrapper {
    private final ShownResponse response;

    ShownRequest(HttpServletRequest request, ShownResponse response) {
        super(request);
        this.response = response;
    }

    @Override
    public AsyncContext startAsync() {
        return new WrappedAsyncContext(super.startAsync(), response);
    }

    @Override
    public AsyncContext startAsync(ServletRequest given, ServletResponse answer) {
        return new WrappedAsyncContext(super.startAsync(given, answer), response);
    }

    @Override
    public AsyncContext getAsyncContext() {
        return new WrappedAsyncContext(super.getAsyncContext(), response);
    }
}
