package io.mcpoauth2.agent.door;

import io.mcpoauth2.agent.exchange.ResponseHead;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import io.mcpoauth2.agent.token.Standing;
import io.mcpoauth2.bridge.RequestIdentity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** The body of a response that a door shows, for tests of doors. */
public final class SeenBody implements ResponseObserver {
    private final StringBuilder seen = new StringBuilder();
    private final boolean reads;
    private int status;
    private final Admission admission;

    public SeenBody() {
        this(true);
    }

    private SeenBody(boolean reads) {
        this.reads = reads;
        this.admission = new Admission(
                new RequestIdentity(Map.of()), now -> Standing.End.NONE, Duration.ZERO, null, null, null, this);
    }

    /** Of a response whose head alone is to be shown. */
    public static SeenBody headAlone() {
        return new SeenBody(false);
    }

    /** That of the head, once it has been shown; else 0. */
    public int status() {
        return status;
    }

    /** Of the request that the response is of. */
    public Admission admission() {
        return admission;
    }

    /** What has been shown so far. */
    public String text() {
        return seen.toString();
    }

    @Override
    public void responding(ResponseHead head) {
        status = head.status();
        head.add("seen", String.join(",", head.headers("Content-Type")));
    }

    @Override
    public boolean readsBody() {
        return reads;
    }

    @Override
    public void sending(ByteBuffer bytes) {
        seen.append(StandardCharsets.US_ASCII.decode(bytes));
    }
}
