package io.mcpoauth2.agent.instrumentation.doors.jetty;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Watched;
import org.eclipse.jetty.io.EndPoint;

/**
 * A connection of Jetty's that has left HTTP, or a stream of HTTP/2 that has.
 *
 * @param endPoint what is closed with it, and told of by Jetty to what has come after HTTP
 */
record JettyConnection(EndPoint endPoint) implements Watched {
    @Override
    public boolean isComplete() {
        return !endPoint.isOpen();
    }

    @Override
    public void expire(Admission admission) {
        endPoint.close(AdmittedStream.ended());
    }
}
