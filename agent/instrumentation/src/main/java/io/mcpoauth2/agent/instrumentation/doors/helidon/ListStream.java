package io.mcpoauth2.agent.instrumentation.doors.helidon;

import io.mcpoauth2.agent.door.WrittenLists;
import io.mcpoauth2.agent.exchange.ResponseHead;
import io.mcpoauth2.agent.instrumentation.door.HeldOutput;
import java.io.IOException;
import java.io.OutputStream;

/** The stream of a response that is held back if its head says so when the first bytes of its body are written. */
final class ListStream extends HeldOutput {
    private final ResponseHead head;
    private boolean begun;

    ListStream(OutputStream below, WrittenLists lists, ResponseHead head) {
        super(below, lists);
        this.head = head;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!begun && length > 0) {
            begun = true;
            if (lists().mayBeIn(head)) {
                hold();
            }
        }
        super.write(bytes, offset, length);
    }

    void end() throws IOException {
        complete();
    }
}
