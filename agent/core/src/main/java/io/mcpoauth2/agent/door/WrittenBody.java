package io.mcpoauth2.agent.door;

import java.io.ByteArrayOutputStream;

/**
 * The body of one response that may hold {@link WrittenLists}, kept back until it is whole. It is its server's that no two
 * threads write a response at once.
 */
public final class WrittenBody {
    private final WrittenLists lists;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    public WrittenBody(WrittenLists lists) {
        this.lists = lists;
    }

    /**
     * Keeps the next bytes.
     *
     * @return false if there is no room for them, so that what is held goes on as it is, these bytes after it
     */
    public boolean add(byte[] bytes, int offset, int length) {
        if (held.size() + (long) length > WrittenLists.MOST) {
            return false;
        }
        held.write(bytes, offset, length);
        return true;
    }

    /** Bytes that are held. */
    public int size() {
        return held.size();
    }

    /** What has been held, as it was written; holds nothing any more. */
    public byte[] take() {
        byte[] body = held.toByteArray();
        held.reset();
        return body;
    }

    /** The same, as the caller is shown it, where no more will come. */
    public byte[] takeShown() {
        return lists.shown(take());
    }
}
