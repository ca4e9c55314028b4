package io.mcpoauth2.agent.instrumentation.doors.servlet;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Stands for a servlet where a canary needs one, as {@code HttpServlet} is abstract. No container knows it. */
public final class CanaryServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** The one form of {@code service} calls the other, whose advice must not stop a canary that was meant for the first. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {}
}
