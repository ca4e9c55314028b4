package io.mcpoauth2.agent.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.mcpoauth2.agent.config.SessionSettings;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import io.mcpoauth2.agent.mcp.JsonRpcMessage;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Binds MCP tasks to whoever created them, as {@link Sessions} does sessions: by the id that the server gives in its
 * response, as ids are no authorization (R29).
 *
 * <p>Only where every message is read: elsewhere a message could name a task unseen.
 */
public final class TaskOwners {
    private static final int MAX_ID = 512;
    /** Of callers without a token: theirs together, as they share what they may do. */
    private static final Owner NOBODY = new Owner("", "", null);

    private final SessionSettings settings;
    private final AgentLog log;
    private final Cache<String, Owner> owners;
    /** Resources whose servers have given ids. */
    private final Set<Object> giving = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean told = new AtomicBoolean();

    public TaskOwners(SessionSettings settings, AgentLog log, Ticker ticker) {
        this.settings = settings;
        this.log = log;
        this.owners = Caffeine.newBuilder()
                .expireAfterAccess(settings.idle())
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** Whether all messages are to be read for the sake of their tasks. */
    public boolean needMessages() {
        return settings.tasks() == SessionSettings.Tasks.BIND;
    }

    /**
     * Judges messages by the tasks that they name, and by whether there is room for those that they may create.
     *
     * @param user keys of {@link io.mcpoauth2.bridge.UserKeys}; empty for who brings no token
     * @param resource that the request is for
     * @param allRead whether no message passes unread
     */
    public Sessions.Ruling judge(
            List<JsonRpcMessage> messages, Map<String, Object> user, Object resource, boolean allRead) {
        if (!bind(allRead)) {
            return Sessions.Ruling.PASSES;
        }
        boolean creates = false;
        for (JsonRpcMessage message : messages) {
            creates |= message.tasks().mayCreate();
            if (isAboutTasks(message.method())) {
                for (String id : message.tasks().ids()) {
                    if (!isOf(id, user, resource)) {
                        return Sessions.Ruling.UNKNOWN;
                    }
                }
            }
        }
        return creates && isFull() ? Sessions.Ruling.FULL : Sessions.Ruling.PASSES;
    }

    /** Who reads the response to messages that may go on; null if nothing can be learnt from it. */
    public @Nullable ResponseObserver observer(
            List<JsonRpcMessage> messages, Map<String, Object> user, Object resource, boolean allRead) {
        if (bind(allRead)) {
            for (JsonRpcMessage message : messages) {
                if (message.tasks().mayCreate()) {
                    Owner owner = user.isEmpty() ? NOBODY : Owner.of(user);
                    return TaskIds.observer(id -> created(id, owner, resource), this::unreadable);
                }
            }
        }
        return null;
    }

    private boolean bind(boolean allRead) {
        return switch (settings.tasks()) {
            case BIND -> true;
            case AUTO -> allRead;
            case OFF -> false;
        };
    }

    private static boolean isAboutTasks(String method) {
        return method.startsWith("tasks/")
                || method.startsWith("subscriptions/")
                || method.startsWith("notifications/");
    }

    private boolean isOf(String id, Map<String, Object> user, Object resource) {
        @Nullable Owner owner = id.length() > MAX_ID ? null : owners.getIfPresent(id);
        if (owner == null) {
            return !giving.contains(resource); // Else never given, or forgotten.
        }
        return owner.equals(NOBODY) ? user.isEmpty() : owner.is(user);
    }

    private boolean isFull() {
        if (owners.estimatedSize() < settings.max()) {
            return false;
        }
        owners.cleanUp();
        return owners.estimatedSize() >= settings.max();
    }

    private void created(String id, Owner owner, Object resource) {
        giving.add(resource);
        if (!id.isEmpty() && id.length() <= MAX_ID && !isFull()) { // Else it stays unknown.
            owners.asMap().putIfAbsent(id, owner);
        }
    }

    private void unreadable(String why) {
        if (told.compareAndSet(false, true)) {
            log.warn("a response that may tell the id of a new MCP task cannot be read, " + why
                    + ": such tasks belong to nobody, and may be unknown to all (setting tasks)");
        }
    }
}
