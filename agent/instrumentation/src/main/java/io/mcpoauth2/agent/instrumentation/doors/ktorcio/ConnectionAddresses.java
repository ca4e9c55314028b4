package io.mcpoauth2.agent.instrumentation.doors.ktorcio;

import io.ktor.http.RequestConnectionPoint;
import io.ktor.server.cio.CIOConnectionPoint;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The ends of a connection of CIO, whose own methods answer with a header's or a common port where there is none. */
final class ConnectionAddresses {
    private static final VarHandle LOCAL = field("localNetworkAddress");
    private static final VarHandle REMOTE = field("remoteNetworkAddress");

    private ConnectionAddresses() {}

    static @Nullable SocketAddress local(RequestConnectionPoint point) {
        return (SocketAddress) LOCAL.get((CIOConnectionPoint) point);
    }

    static @Nullable SocketAddress remote(RequestConnectionPoint point) {
        return (SocketAddress) REMOTE.get((CIOConnectionPoint) point);
    }

    private static VarHandle field(String name) {
        try {
            return MethodHandles.privateLookupIn(CIOConnectionPoint.class, MethodHandles.lookup())
                    .findVarHandle(CIOConnectionPoint.class, name, SocketAddress.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("mcp-oauth2-agent: this CIO of Ktor tells no addresses", e);
        }
    }
}
