package io.mcpoauth2.agent.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much of what costs work is done for one address within a minute, counted from its first request on. Those of one
 * IPv6 network of 64 bits, which one host may have all of, are one; so are all whose address cannot be told.
 */
final class AddressRate {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** Whoever has more addresses than that is not held by a rate. */
    private static final int MOST = 100_000;

    private static final int NETWORK_BYTES = 8;

    private final int limit;
    private final ClientAddress addresses;
    private final Cache<ByteBuffer, AtomicInteger> counts;

    AddressRate(int limit, ClientAddress addresses, Ticker ticker) {
        this.limit = limit;
        this.addresses = addresses;
        this.counts = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(WINDOW)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** Whether there is room for one more, which is counted. */
    boolean take(HttpRequestView request) {
        ByteBuffer key = addresses.of(request).map(AddressRate::key).orElseGet(() -> ByteBuffer.allocate(0));
        AtomicInteger count = counts.get(key, first -> new AtomicInteger());
        return count.get() < limit && count.getAndIncrement() < limit;
    }

    private static ByteBuffer key(InetAddress address) {
        byte[] bytes = address.getAddress();
        return ByteBuffer.wrap(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
    }
}
