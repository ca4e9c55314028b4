package com.example.servlet;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Puts {@code X-Forwarded-Prefix} before the path that servlets see, as filters of frameworks do. */
final class ForwardedPrefixFilter extends HttpFilter {
    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String prefix = request.getHeader("X-Forwarded-Prefix");
        chain.doFilter(
                prefix == null
                        ? request
                        : new HttpServletRequestWrapper(request) {
                            @Override
                            public String getRequestURI() {
                                return prefix + super.getRequestURI();
                            }
                        },
                response);
    }
}
