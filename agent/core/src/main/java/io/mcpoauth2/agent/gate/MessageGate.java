package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.access.Operation;
import io.mcpoauth2.agent.config.AccessSettings;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import io.mcpoauth2.agent.jose.MalformedJsonException;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.mcp.JsonRpcMessage;
import io.mcpoauth2.agent.mcp.JsonRpcReader;
import io.mcpoauth2.bridge.Denial;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The gate's second phase: judges what an admitted caller's message asks for, before anything of an answer is committed, so
 * that a client can log in for the scopes that it lacks (R20, R21).
 *
 * <p>Runs on event loops too: must not wait. A batch is judged whole (J1). What is no request and no notification has no
 * method, and so the policy's default.
 */
final class MessageGate {
    /** Of MCP, that have batches; requests of clients that name none may be of such a one. */
    private static final Set<String> REVISIONS_WITH_BATCHES = Set.of("2025-03-26", "2024-11-05");

    private final Access access;
    /** Whether every message is read, whatever the policy. */
    private final boolean always;

    private final int maxSize;
    private final MessageRoutes routes;
    private final MessageFaults faults;
    private final JsonRpcReader reader;

    /**
     * @param always whether messages are read for another reason than the policy
     */
    MessageGate(Access access, AccessSettings settings, boolean always) {
        this.access = access;
        this.always = always;
        this.maxSize = settings.maxMessageSize();
        this.routes = new MessageRoutes(settings.messageRoutes());
        this.faults = new MessageFaults(maxSize);
        this.reader = new JsonRpcReader(maxSize);
    }

    /**
     * The answer to a message that may not go on, and why.
     *
     * @param scopes that it needs, where one of them is missing; else empty
     */
    record Refusal(HttpReply reply, Reason reason, Set<String> scopes) {
        Refusal(HttpReply reply, Reason reason) {
            this(reply, reason, Set.of());
        }
    }

    /**
     * What is found out about a message.
     *
     * @param refusal null if it may go on
     * @param body null if it cannot be read
     */
    record Finding(@Nullable Refusal refusal, JsonRpcReader.@Nullable Body body) {}

    /** What is kept of a request whose message is read to be judged. */
    PendingMessage pending(MessageHead head, boolean wantsResults) {
        return new PendingMessage(head, maxSize, wantsResults, null, null);
    }

    /** Whether no message passes unread. */
    boolean areAllRead() {
        return always || access.isConfigured();
    }

    /** Whether there may be messages to judge. */
    boolean mayRead(String method) {
        return (always || access.needsMessages()) && MessageRoutes.mayHaveMessage(method);
    }

    /** What is kept of a request's head if its message is to be judged; null if it is not. */
    @Nullable
    MessageHead headOf(HttpRequestView request) {
        if (!(always || access.needsMessages()) || !routes.contain(request)) {
            return null;
        }
        MessageHead head = MessageHead.of(request);
        return areAllRead() || isPlainlyMessage(head) ? head : null;
    }

    /**
     * Where nothing but handlers' own demands is judged, their guards hold in any case: a body that may be something else
     * is left to the application.
     */
    private boolean isPlainlyMessage(MessageHead head) {
        return head.length() > 0 && isJson(head);
    }

    private boolean isJson(MessageHead head) {
        return faults.of(head) == null
                && head.contentType().size() == 1
                && head.contentType().get(0).toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    /** Judges what is known before the message is read; null if it may be. */
    @Nullable
    Refusal refusalOf(MessageHead head) {
        @Nullable HttpReply fault = faults.of(head);
        return fault == null ? null : new Refusal(fault, Reason.MESSAGE);
    }

    /**
     * The head of a request that brings nothing but one message in JSON, of no more bytes than that; null if it does not.
     * Its body need not be announced.
     */
    @Nullable
    MessageHead plainHeadOf(HttpRequestView request, int max) {
        if (!request.method().equals("POST") || !routes.contain(request)) {
            return null;
        }
        MessageHead head = MessageHead.of(request);
        return head.length() != 0 && head.length() <= max && isJson(head) ? head : null;
    }

    /**
     * Reads a message, and judges nothing.
     *
     * @param buffer null if it ended too early
     * @return null if it is not whole, or has more than one meaning
     */
    JsonRpcReader.@Nullable Body read(MessageHead head, @Nullable MessageBuffer buffer) {
        if (buffer == null || buffer.isTooLarge() || buffer.isRefused()) {
            return null;
        }
        byte[] bytes = buffer.bytes();
        if (head.length() >= 0 && head.length() != bytes.length) {
            return null;
        }
        try {
            JsonRpcReader.Body body = reader.read(bytes);
            return mismatch(head, body) == null ? body : null;
        } catch (MalformedJsonException e) {
            return null;
        }
    }

    /**
     * Judges the message.
     *
     * @param replies of the resource that the request is for
     * @param buffer null if it ended too early
     */
    Finding judge(ErrorReplies replies, Map<String, Object> user, MessageHead head, @Nullable MessageBuffer buffer) {
        if (buffer == null) {
            return unread(faults.broken(), Reason.MESSAGE);
        }
        if (buffer.isTooLarge()) {
            return unread(faults.tooLarge(), Reason.MESSAGE);
        }
        if (buffer.isRefused()) {
            return unread(faults.busy(), Reason.BUSY);
        }
        byte[] bytes = buffer.bytes();
        if (head.length() >= 0 && head.length() != bytes.length) {
            return unread(faults.broken(), Reason.MESSAGE); // A filter has read a part of it, say, or all.
        }
        if (bytes.length == 0) {
            return new Finding(refusal(replies, user, List.of(new Operation("", null, null))), null);
        }
        JsonRpcReader.Body body;
        try {
            body = reader.read(bytes);
        } catch (MalformedJsonException e) {
            return areAllRead() ? unread(faults.malformed(), Reason.MESSAGE) : new Finding(null, null);
        }
        @Nullable HttpReply mismatch = areAllRead() ? mismatch(head, body) : null;
        return new Finding(
                mismatch == null ? refusal(replies, user, operations(body)) : new Refusal(mismatch, Reason.MESSAGE),
                body);
    }

    private static Finding unread(HttpReply reply, Reason reason) {
        return new Finding(new Refusal(reply, reason), null);
    }

    /** What a body asks for; an answer to the server asks for nothing. */
    private static List<Operation> operations(JsonRpcReader.Body body) {
        List<JsonRpcMessage> messages = body.messages();
        List<Operation> operations = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i).kind() != JsonRpcMessage.Kind.RESPONSE) {
                operations.add(operation(messages.get(i)));
            }
        }
        return operations;
    }

    static Operation operation(JsonRpcMessage message) {
        return new Operation(message.method(), message.name(), message.uri());
    }

    private @Nullable HttpReply mismatch(MessageHead head, JsonRpcReader.Body body) {
        if (body.batch()) {
            for (String version : head.version()) {
                if (!REVISIONS_WITH_BATCHES.contains(version.strip())) {
                    return faults.batch();
                }
            }
            return null;
        }
        return head.version().contains(HeaderMismatch.REVISION)
                ? HeaderMismatch.of(head, body.messages().get(0))
                : null;
    }

    private @Nullable Refusal refusal(ErrorReplies replies, Map<String, Object> user, List<Operation> operations) {
        @Nullable Set<String> scopes = null;
        for (int i = 0; i < operations.size(); i++) {
            @Nullable Denial denial = access.judge(user, operations.get(i));
            if (denial != null && denial.requiredScopes().isEmpty()) {
                return new Refusal(replies.forbidden(denial.message()), Reason.POLICY);
            }
            if (denial != null) {
                scopes = scopes == null ? new LinkedHashSet<>() : scopes;
                scopes.addAll(denial.requiredScopes());
            }
        }
        return scopes == null ? null : new Refusal(replies.insufficientScope(scopes), Reason.SCOPE, scopes);
    }
}
