package com.example.spring;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.JWTProcessor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.text.ParseException;

/** Verifies the token of every request, and hands its claims to the handlers as an attribute. */
final class TokenFilter extends HttpFilter {
    static final String CLAIMS = JWTClaimsSet.class.getName();
    private static final String SCHEME = "Bearer ";

    private final transient JWTProcessor<SecurityContext> processor;

    TokenFilter(JWTProcessor<SecurityContext> processor) {
        this.processor = processor;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            refuse(response, "Bearer");
            return;
        }
        JWTClaimsSet claims;
        try {
            claims = processor.process(header.substring(SCHEME.length()).strip(), null);
        } catch (KeySourceException e) {
            // The issuer's fault, not the caller's.
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        } catch (ParseException | BadJOSEException | JOSEException e) {
            refuse(response, "Bearer error=\"invalid_token\"");
            return;
        }
        request.setAttribute(CLAIMS, claims);
        chain.doFilter(request, response);
    }

    private static void refuse(HttpServletResponse response, String challenge) throws IOException {
        response.setHeader("WWW-Authenticate", challenge);
        response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
    }
}
