package io.mcpoauth2.agent.exchange;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A request's body, which a door reads into it and then gives to the application as if nobody had read it. Bounded for
 * itself and together with all others; used by one thread at a time, but for its release, which may come from any other.
 */
public final class MessageBuffer {
    private static final int FIRST = 2_048;

    private final int max;
    private final MessageBudget budget;
    private byte[] bytes = {};
    private int length;
    private boolean tooLarge;
    private boolean refused;
    private int taken;
    /** Nobody wants this body any more, who may be the one that has given up waiting for its end. */
    private volatile boolean released;

    /**
     * @param max bytes of this body
     * @param expected bytes that the request has announced; 0 if it has not, or not yet
     */
    public MessageBuffer(int max, MessageBudget budget, int expected) {
        this.max = max;
        this.budget = budget;
        if (expected > 0 && expected <= max) {
            grow(expected);
        }
    }

    /**
     * Takes the next bytes.
     *
     * @return whether there is room for more; if not, the door need not read on
     */
    public boolean add(byte[] from, int offset, int count) {
        if (!makeRoom(count)) {
            return false;
        }
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
        return true;
    }

    /** As the other, of a buffer's remaining bytes, which are read relatively. */
    public boolean add(ByteBuffer from) {
        int count = from.remaining();
        if (!makeRoom(count)) {
            return false;
        }
        from.get(bytes, length, count);
        length += count;
        return true;
    }

    private boolean makeRoom(int count) {
        if (tooLarge || refused || released) {
            return false;
        }
        if (count > max - length) {
            tooLarge = true;
            return false;
        }
        int needed = length + count;
        return needed <= bytes.length
                || grow(Math.max(needed, (int) Math.min(max, Math.max(FIRST, bytes.length * 2L))));
    }

    private synchronized boolean grow(int size) {
        int more = size - bytes.length;
        if (released || !budget.take(more)) {
            refused = true;
            return false;
        }
        taken += more;
        bytes = Arrays.copyOf(bytes, size);
        return true;
    }

    /** The whole body. Not to be changed. */
    public byte[] bytes() {
        if (bytes.length != length) {
            bytes = Arrays.copyOf(bytes, length);
        }
        return bytes;
    }

    /** Whether the body is longer than one may be. */
    public boolean isTooLarge() {
        return tooLarge;
    }

    /** Whether all messages together take too much memory for this one. */
    public boolean isRefused() {
        return refused;
    }

    /** Nothing is held any more, and there is no more room. Idempotent. */
    public synchronized void release() {
        released = true;
        budget.give(taken);
        taken = 0;
    }
}
