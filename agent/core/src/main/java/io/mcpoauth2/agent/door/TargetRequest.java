package io.mcpoauth2.agent.door;

import java.util.Optional;

/**
 * A request of a server that shows its target as it was sent.
 *
 * <p>The path is the target up to its query, whatever form that has (RFC 9112 §3.2): servers and routers look for an authority
 * in it in different ways, so that what does not begin with a slash is no path that could be exempt.
 */
public interface TargetRequest extends DoorRequest {
    /** Exactly as sent; empty if there is none. */
    String target();

    @Override
    default String rawPath() {
        String target = target();
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    @Override
    default Optional<String> rawQuery() {
        String target = target();
        int query = target.indexOf('?');
        return query < 0 ? Optional.empty() : Optional.of(target.substring(query + 1));
    }
}
