package io.mcpoauth2.agent.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpoauth2.agent.exchange.ResponseHead;
import io.mcpoauth2.bridge.RequestIdentity;
import java.io.IOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lists that one request asks for, as an application writes them that knows no MCP framework: JSON-RPC in JSON, which is
 * changed to what the caller is shown. What is neither stays as it is, byte by byte.
 */
public final class WrittenLists {
    /** Bytes of an answer that is looked at; a longer one goes on as it is. */
    public static final int MOST = 16 << 20;

    private static final String JSON_TYPE = "application/json";
    private static final int NO_CONTENT = 204;
    private static final int RESET_CONTENT = 205;
    private static final String META = "_meta";
    private static final String CACHE_SCOPE = "cacheScope";
    /** Numbers are written as they were read. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final McpLists lists;
    private final RequestIdentity caller;

    WrittenLists(McpLists lists, RequestIdentity caller) {
        this.lists = lists;
        this.caller = caller;
    }

    /** Whether a framework has not made them meanwhile. */
    public boolean areOpen() {
        return !caller.askedLists().isEmpty();
    }

    /** Whether the response that begins so may hold them: it is no error, JSON, and as it was written. */
    public boolean mayBeIn(ResponseHead head) {
        List<String> types = head.headers("Content-Type");
        return areOpen()
                && hasContent(head.status())
                && types.size() == 1
                && isJson(types.get(0))
                && isPlain(head.headers("Content-Encoding"));
    }

    /** Whether a body with these content codings is as it was before them. */
    public static boolean isPlain(Collection<String> codings) {
        return codings.stream().allMatch("identity"::equalsIgnoreCase);
    }

    /** Of success, but for those that have none by RFC 9110 §15.3. */
    private static boolean hasContent(int status) {
        return status >= 200 && status < 300 && status != NO_CONTENT && status != RESET_CONTENT;
    }

    public static boolean isJson(@Nullable String type) {
        return type != null && type.regionMatches(true, 0, JSON_TYPE, 0, JSON_TYPE.length());
    }

    /** The whole body of the response as the caller is shown it; the same array if it stays as it is. */
    public byte[] shown(byte[] body) {
        if (!areOpen()) {
            return body;
        }
        // The caller is known, also where the request has left its door and nothing may run for it any more.
        byte[] changed = shown(body, caller.askedLists(), lists.view(caller.again()));
        return changed == null ? body : changed;
    }

    /** Whether that is an answer from its beginning to its end, so that no more will come. */
    public boolean areWhole(byte[] body) {
        int last = body.length - 1;
        while (last >= 0 && body[last] <= ' ' && body[last] >= 0) {
            last--;
        }
        if (last < 0 || (body[last] != '}' && body[last] != ']')) {
            return false;
        }
        try {
            JSON.readTree(body);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Null if there is none of these lists in it. */
    static byte @Nullable [] shown(byte[] body, List<String> asked, ListView view) {
        try {
            @Nullable JsonNode root = JSON.readTree(body);
            return root != null && change(root, asked, view) ? JSON.writeValueAsBytes(root) : null;
        } catch (JsonProcessingException e) {
            return null; // No client takes it for a list.
        } catch (IOException e) {
            throw new IllegalStateException("mcp-oauth2-agent: an array of bytes cannot be read", e);
        }
    }

    private static boolean change(JsonNode root, List<String> asked, ListView view) {
        boolean changed = false;
        for (JsonNode message : root.isArray() ? root : JSON.createArrayNode().add(root)) {
            if (message.get("result") instanceof ObjectNode result) {
                for (McpList list : McpList.ALL) {
                    if (asked.contains(list.listing()) && result.get(list.member()) instanceof ArrayNode elements) {
                        change(list, elements, view);
                        changed = true;
                        if (view.isFiltered() && result.has(CACHE_SCOPE)) {
                            result.put(CACHE_SCOPE, "private");
                        }
                    }
                }
            }
        }
        return changed;
    }

    private static void change(McpList list, ArrayNode elements, ListView view) {
        Iterator<JsonNode> all = elements.iterator();
        while (all.hasNext()) {
            JsonNode element = all.next();
            @Nullable String target = element.path(list.key()).textValue();
            if (!view.shows(list, target)) {
                all.remove();
            } else if (list == McpList.TOOLS
                    && view.hasSecuritySchemes()
                    && target != null
                    && element instanceof ObjectNode tool) {
                JsonNode schemes = JSON.valueToTree(view.securitySchemes(target));
                tool.set(ListView.SECURITY_SCHEMES, schemes);
                ObjectNode meta = tool.get(META) instanceof ObjectNode known ? known : tool.putObject(META);
                meta.set(ListView.SECURITY_SCHEMES, schemes);
            }
        }
    }
}
