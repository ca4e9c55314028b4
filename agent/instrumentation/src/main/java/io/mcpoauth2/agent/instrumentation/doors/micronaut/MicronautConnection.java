package io.mcpoauth2.agent.instrumentation.doors.micronaut;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Watched;
import io.netty.channel.Channel;

/**
 * A connection that has left HTTP.
 *
 * @param channel is closed with it
 */
record MicronautConnection(Channel channel) implements Watched {
    @Override
    public boolean isComplete() {
        return !channel.isActive();
    }

    @Override
    public void expire(Admission admission) {
        var unused = channel.close();
    }
}
