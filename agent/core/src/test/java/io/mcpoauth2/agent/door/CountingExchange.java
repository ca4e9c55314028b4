package io.mcpoauth2.agent.door;

import io.mcpoauth2.agent.exchange.HttpReply;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request of which nothing is asked but to end, and that counts how often it was. */
final class CountingExchange implements Exchange {
    int expiries;
    boolean complete;
    boolean unknown;

    @Nullable
    Throwable failure;

    @Override
    public void expire(Admission admission) {
        expiries++;
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    @Override
    public String door() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isComplete() {
        if (unknown) {
            throw new IllegalStateException("the server does not know");
        }
        return complete;
    }

    @Override
    public @Nullable Admission remembered() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remember(Admission admission) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isCommitted() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void write(HttpReply reply) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void abort() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void leave(Admission admission) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String method() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String rawPath() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> rawQuery() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> headers(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<X509Certificate> clientCertificate() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<InetAddress> peer() {
        throw new UnsupportedOperationException();
    }
}
