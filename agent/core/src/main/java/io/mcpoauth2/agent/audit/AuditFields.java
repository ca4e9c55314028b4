package io.mcpoauth2.agent.audit;

import io.mcpoauth2.agent.judgement.Judgement;
import io.mcpoauth2.agent.judgement.RequestFacts;
import io.mcpoauth2.agent.telemetry.Printable;
import io.mcpoauth2.bridge.UserKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An entry as named values: texts, numbers and lists of texts, all bounded and printable.
 *
 * <p>Names are those of OpenTelemetry's conventions (HTTP, MCP, GenAI) where these have one. Never a token or an argument.
 */
final class AuditFields {
    /** Characters of a text; elements of a list. */
    private static final int MAX_TEXT = 256;

    private static final int MAX_LIST = 64;
    /** W3C Trace Context §3.2: version, trace-id, parent-id and flags, in lower-case hexadecimal. */
    private static final int[] TRACEPARENT = {2, 32, 16, 2};

    private final Subjects subjects;

    AuditFields(Subjects subjects) {
        this.subjects = subjects;
    }

    Map<String, Object> of(AuditEntry entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", entry.at().toString());
        if (entry instanceof AuditEntry.Decided decided) {
            decided(fields, decided);
        } else if (entry instanceof AuditEntry.Ended ended) {
            ended(fields, ended);
        } else {
            fields.put("event", "dropped");
            fields.put("count", ((AuditEntry.Lost) entry).count());
        }
        return fields;
    }

    private void decided(Map<String, Object> fields, AuditEntry.Decided entry) {
        Judgement judgement = entry.judgement();
        fields.put("event", "decision");
        RequestFacts request = judgement.request();
        if (request != null) {
            text(fields, "request.id", request.id());
        }
        fields.put("decision", decision(judgement));
        fields.put("reason", judgement.reason().text());
        if (request != null) {
            text(fields, "http.request.method", request.method());
            text(fields, "url.path", request.path());
            text(fields, "client.address", request.address());
            messages(fields, request.messages());
        }
        user(fields, judgement.user());
        if (!judgement.needed().isEmpty()) {
            fields.put("scopes.needed", texts(List.copyOf(judgement.needed())));
            fields.put("scopes.missing", texts(missing(judgement)));
        }
        fields.put("duration_us", entry.nanos() / 1_000);
    }

    private void ended(Map<String, Object> fields, AuditEntry.Ended entry) {
        fields.put("event", "outcome");
        text(fields, "request.id", entry.request());
        text(fields, "handler", entry.handler());
        fields.put("outcome", entry.failure().isEmpty() ? "ran" : "failed");
        text(fields, "error.type", entry.failure());
        user(fields, entry.user());
        fields.put("duration_us", entry.nanos() / 1_000);
    }

    private static String decision(Judgement judgement) {
        if (!judgement.enforced()) {
            return "reported";
        }
        return switch (judgement.reason()) {
            case ACCEPTED, ANONYMOUS -> "admitted";
            case METADATA, PREFLIGHT -> "answered";
            case EXEMPT, OPEN -> "passed";
            default -> judgement.reason().isRefusal() ? "refused" : "passed";
        };
    }

    private static void messages(Map<String, Object> fields, List<RequestFacts.Message> messages) {
        if (messages.size() > 1) {
            fields.put(
                    "mcp.method.name",
                    texts(messages.stream().map(RequestFacts.Message::method).toList()));
            fields.put(
                    "gen_ai.tool.name",
                    texts(messages.stream().map(RequestFacts.Message::name).toList()));
            return;
        }
        for (RequestFacts.Message message : messages) {
            text(fields, "mcp.method.name", message.method());
            text(
                    fields,
                    message.method().startsWith("prompts/") ? "gen_ai.prompt.name" : "gen_ai.tool.name",
                    message.name());
            text(fields, "mcp.resource.uri", message.uri());
            if (isTraceparent(message.traceparent())) {
                fields.put("traceparent", message.traceparent());
            }
        }
    }

    private void user(Map<String, Object> fields, Map<String, Object> user) {
        if (user.get(UserKeys.ISSUER) instanceof String issuer) {
            text(fields, "oauth.issuer", issuer);
            if (user.get(UserKeys.SUBJECT) instanceof String subject) {
                subjects.put(fields, issuer, subject);
            }
        }
        if (user.get(UserKeys.CLIENT_ID) instanceof String client) {
            text(fields, "oauth.client.id", client);
        }
    }

    private static List<String> missing(Judgement judgement) {
        Object granted = judgement.user().get(UserKeys.SCOPES);
        List<String> missing = new ArrayList<>(judgement.needed());
        if (granted instanceof Set<?> scopes) {
            missing.removeAll(scopes);
        }
        return missing;
    }

    /** An empty text is no value. */
    static void text(Map<String, Object> fields, String name, String text) {
        if (!text.isEmpty()) {
            fields.put(name, bounded(text));
        }
    }

    private static List<String> texts(List<String> texts) {
        return texts.stream().limit(MAX_LIST).map(AuditFields::bounded).toList();
    }

    private static String bounded(String text) {
        return Printable.of(text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text);
    }

    private static boolean isTraceparent(String text) {
        int at = 0;
        for (int part = 0; part < TRACEPARENT.length; part++) {
            if (part > 0 && (at >= text.length() || text.charAt(at++) != '-')) {
                return false;
            }
            for (int end = at + TRACEPARENT[part]; at < end; at++) {
                if (at >= text.length() || "0123456789abcdef".indexOf(text.charAt(at)) < 0) {
                    return false;
                }
            }
        }
        return at == text.length();
    }
}
