package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Watched;
import io.netty.channel.Channel;

/** The connection of a WebSocket. */
record UpgradedConnection(Channel channel) implements Watched {
    @Override
    public boolean isComplete() {
        return !channel.isActive();
    }

    @Override
    public void expire(Admission admission) {
        VertxRequest.cut(channel);
    }
}
