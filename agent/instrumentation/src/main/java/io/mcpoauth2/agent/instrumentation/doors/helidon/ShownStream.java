package io.mcpoauth2.agent.instrumentation.doors.helidon;

import io.mcpoauth2.agent.door.Admission;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Shows a response's body as it is written to Helidon, which encodes and frames it below. */
final class ShownStream extends FilterOutputStream {
    private final Admission admission;

    ShownStream(OutputStream below, Admission admission) {
        super(below);
        this.admission = admission;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        admission.sending(bytes, offset, length);
        out.write(bytes, offset, length);
    }

    /** Without the flush of the superclass, upon which Helidon could not tell the length of a short body any more. */
    @Override
    public void close() throws IOException {
        out.close();
    }
}
