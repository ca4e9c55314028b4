package io.mcpoauth2.agent.gate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.access.RuleNames;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import io.mcpoauth2.agent.mcp.JsonRpcMessage;
import io.mcpoauth2.agent.mcp.ResponseJson;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first lists of tools and prompts that a server answers with, to tell which rules are about names that it does not
 * have. A list may have several pages, of which the last has no cursor.
 */
final class ListedNames {
    /** By the member of a list's result: the method by which its elements are used. */
    private static final Map<String, String> USES = Map.of("tools", "tools/call", "prompts", "prompts/get");

    private final Access access;
    private final AgentLog log;

    ListedNames(Access access, AgentLog log) {
        this.access = access;
        this.log = log;
    }

    /** Who reads the response to these messages; null for most. */
    @Nullable
    ResponseObserver observer(List<JsonRpcMessage> messages) {
        for (JsonRpcMessage message : messages) {
            for (Map.Entry<String, String> use : USES.entrySet()) {
                if (message.method().equals(use.getKey() + "/list")
                        && access.names().askFor(use.getValue())) {
                    RuleNames names = access.names(); // A list tells of the policy that it was asked for under.
                    return new ResponseJson(() -> new Page(names), why -> {});
                }
            }
        }
        return null;
    }

    private void tell(List<String> left) {
        if (!left.isEmpty()) {
            log.warn("rules are about names that the server does not list, by a slip or for another endpoint: "
                    + String.join(", ", left));
        }
    }

    /** One answer, or several that come together. */
    private final class Page implements ResponseJson.Reader {
        private final RuleNames names;
        /** Of the result that is being read; null before its list has begun. */
        private @Nullable String method;

        private boolean more;

        Page(RuleNames names) {
            this.names = names;
        }

        @Override
        public void read(JsonToken token, JsonParser at) throws IOException {
            JsonStreamContext place = at.getParsingContext();
            if (token == JsonToken.START_ARRAY && ResponseJson.isResult(place.getParent())) {
                String listed = USES.get(place.getParent().getCurrentName());
                method = listed == null ? method : listed;
            } else if (token == JsonToken.VALUE_STRING) {
                value(place, at);
            } else if (token == JsonToken.END_OBJECT
                    && ResponseJson.isMessage(place)
                    && "result".equals(place.getCurrentName())) {
                endResult();
            }
        }

        private void value(JsonStreamContext place, JsonParser at) throws IOException {
            if (ResponseJson.isResult(place)) {
                more |= "nextCursor".equals(place.getCurrentName());
            } else if (method != null && "name".equals(place.getCurrentName()) && isElement(place)) {
                names.listed(method, at.getText());
            }
        }

        private static boolean isElement(JsonStreamContext place) {
            JsonStreamContext list = place.getParent();
            return list.inArray()
                    && ResponseJson.isResult(list.getParent())
                    && USES.containsKey(list.getParent().getCurrentName());
        }

        private void endResult() {
            if (method != null && !more) {
                tell(names.finish(method));
            }
            method = null;
            more = false;
        }
    }
}
