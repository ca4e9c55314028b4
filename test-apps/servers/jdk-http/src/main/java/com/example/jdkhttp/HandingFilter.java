package com.example.jdkhttp;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Goes on in another thread and returns, as filters do that keep the server's own thread free. */
final class HandingFilter extends Filter {
    @Override
    public void doFilter(HttpExchange exchange, Chain chain) {
        new Thread(() -> goOn(exchange, chain), "handed-on").start();
    }

    private static void goOn(HttpExchange exchange, Chain chain) {
        try {
            chain.doFilter(exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String description() {
        return "goes on in another thread";
    }
}
