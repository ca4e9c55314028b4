package io.mcpoauth2.agent.instrumentation.door;

import io.mcpoauth2.agent.door.WrittenBody;
import io.mcpoauth2.agent.door.WrittenLists;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response that may be kept back until it is whole, to be sent as its caller is shown it; until it is said that
 * it is kept, and from when there is no room on, it goes on as it comes. What is kept counts as written.
 */
public class HeldOutput extends OutputStream {
    private final OutputStream out;
    private final WrittenLists lists;
    private @Nullable WrittenBody held;

    protected HeldOutput(OutputStream out, WrittenLists lists) {
        this.out = out;
        this.lists = lists;
    }

    /** The lists that the request asks for. */
    protected final WrittenLists lists() {
        return lists;
    }

    /** What is written from now on may be such a list; nothing may have been written yet. */
    protected final void hold() {
        held = new WrittenBody(lists);
    }

    @Override
    public final void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (held != null && held.add(bytes, offset, length)) {
            return;
        }
        pass();
        out.write(bytes, offset, length);
    }

    /** What is held goes on as it was written, as will all that comes. */
    protected final void pass() throws IOException {
        if (held != null) {
            send(held.take());
        }
    }

    /** No more will come: what is held goes on as it is shown. */
    protected final void complete() throws IOException {
        if (held != null) {
            send(held.takeShown());
        }
    }

    private void send(byte[] body) throws IOException {
        held = null;
        if (body.length > 0) {
            out.write(body);
        }
    }

    @Override
    public void flush() throws IOException {
        if (held == null) {
            out.flush();
        }
    }

    /** Without a flush before, upon which some servers could not tell the length of a short body any more. */
    @Override
    public void close() throws IOException {
        complete();
        out.close();
    }
}
