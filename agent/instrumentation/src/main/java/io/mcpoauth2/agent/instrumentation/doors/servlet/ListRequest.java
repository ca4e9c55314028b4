package io.mcpoauth2.agent.instrumentation.doors.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** The request that a {@link ListResponse} answers, also where another thread does, which a container gives a response of its own. */
final class ListRequest extends HttpServletRequestWrapper {
    private final ListResponse response;

    ListRequest(HttpServletRequest request, ListResponse response) {
        super(request);
        this.response = response;
    }

    @Override
    public AsyncContext startAsync() {
        return ListAsyncContext.begin(super.startAsync(), response);
    }

    @Override
    public AsyncContext startAsync(ServletRequest given, ServletResponse answer) {
        return ListAsyncContext.begin(super.startAsync(given, answer), response);
    }

    @Override
    public AsyncContext getAsyncContext() {
        return ListAsyncContext.of(super.getAsyncContext(), response);
    }
}
