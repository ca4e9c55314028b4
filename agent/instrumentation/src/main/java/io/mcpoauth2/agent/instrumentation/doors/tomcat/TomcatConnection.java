package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Watched;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** A connection of Tomcat's that has left HTTP. Its wrapper is never another connection's. */
final class TomcatConnection implements Watched {
    private final SocketWrapperBase<?> socket;
    private final AtomicBoolean told = new AtomicBoolean();

    TomcatConnection(SocketWrapperBase<?> socket) {
        this.socket = socket;
    }

    @Override
    public boolean isComplete() {
        return socket.isClosed();
    }

    /**
     * First as an error of the connection, after which Tomcat tells the application and closes it. That waits for the
     * application's own code: where it does not come back, the connection is closed the next time without telling.
     */
    @Override
    public void expire(Admission admission) {
        if (told.compareAndSet(false, true)) {
            socket.processSocket(SocketEvent.ERROR, true);
        } else {
            socket.close();
        }
    }
}
