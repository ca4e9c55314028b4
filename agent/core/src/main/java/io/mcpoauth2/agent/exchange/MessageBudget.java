package io.mcpoauth2.agent.exchange;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes all messages that are held for their judgement may have together. */
public final class MessageBudget {
    private static final int SHARE_OF_HEAP = 8;

    private final AtomicLong left;

    /**
     * @param bytes of all messages together
     */
    public MessageBudget(long bytes) {
        this.left = new AtomicLong(bytes);
    }

    /** An eighth of the largest heap. */
    public static MessageBudget ofThisJvm() {
        return new MessageBudget(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    boolean take(int bytes) {
        if (left.addAndGet(-bytes) >= 0) {
            return true;
        }
        left.addAndGet(bytes);
        return false;
    }

    void give(int bytes) {
        left.addAndGet(bytes);
    }
}
