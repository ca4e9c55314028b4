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
    private final Admission admission = new Admission(
            new RequestIdentity(Map.of()), now -> Standing.End.NONE, Duration.ZERO, null, null, null, this);

    /** Of the request that the response is of. */
    public Admission admission() {
        return admission;
    }

    /** What has been shown so far. */
    public String text() {
        return seen.toString();
    }

    @Override
    public void responding(ResponseHead head) {}

    @Override
    public boolean readsBody() {
        return true;
    }

    @Override
    public void sending(ByteBuffer bytes) {
        seen.append(StandardCharsets.US_ASCII.decode(bytes));
    }
}
