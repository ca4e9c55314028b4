package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.exchange.ErrorCode;
import io.mcpoauth2.agent.exchange.ErrorReply;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.HttpReply.Header;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Answers what cannot be read as one message in one way only: neither a login nor another scope would help, so no answer has
 * a challenge.
 */
final class MessageFaults {
    private static final String REASON = "This server's policy depends on what a message asks for; ";

    private final int maxSize;
    private final HttpReply tooLarge;
    private final HttpReply encoded;
    private final HttpReply charset;
    private final HttpReply malformed;
    private final HttpReply batch;
    private final HttpReply busy;
    private final HttpReply broken;

    MessageFaults(int maxSize) {
        this.maxSize = maxSize;
        this.tooLarge = reply(413, "its body has more than the " + maxSize + " bytes that max_message_size allows");
        this.encoded = reply(415, "its body has a Content-Encoding, which is not read");
        this.charset = reply(415, "its body is not in UTF-8, which JSON has to be");
        this.malformed = reply(
                400,
                "its body is not JSON-RPC that can be read in one way only (message_routes names the paths where bodies"
                        + " are messages)");
        this.batch = reply(400, "its body is a batch, which its MCP-Protocol-Version does not have");
        this.broken = reply(400, "its body ended too early");
        this.busy = ErrorReply.of(
                503,
                ErrorCode.SERVER_BUSY,
                "Server is busy",
                "Too many large messages are being read",
                new Header("Retry-After", "1"));
    }

    private static HttpReply reply(int status, String details) {
        return ErrorReply.of(status, ErrorCode.INVALID_REQUEST, "Invalid request", REASON + details);
    }

    HttpReply tooLarge() {
        return tooLarge;
    }

    HttpReply malformed() {
        return malformed;
    }

    HttpReply batch() {
        return batch;
    }

    HttpReply busy() {
        return busy;
    }

    HttpReply broken() {
        return broken;
    }

    /** What is wrong with a message before any of it is read; null if nothing is. */
    @Nullable
    HttpReply of(MessageHead head) {
        if (head.length() > maxSize) {
            return tooLarge;
        }
        if (!isPlain(head.contentEncoding())) {
            return encoded;
        }
        return isUtf8(head.contentType()) ? null : charset;
    }

    private static boolean isPlain(List<String> encodings) {
        for (String encoding : encodings) {
            if (!encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
                return false;
            }
        }
        return true;
    }

    /** A server decodes by the charset that it is told, and may take any of several. */
    private static boolean isUtf8(List<String> types) {
        for (String type : types) {
            String lower = type.toLowerCase(Locale.ROOT);
            int at = lower.indexOf("charset");
            while (at >= 0) {
                String rest = lower.substring(at + "charset".length()).stripLeading();
                if (rest.startsWith("=") && !isNameOfUtf8(rest.substring(1))) {
                    return false;
                }
                at = lower.indexOf("charset", at + 1);
            }
        }
        return true;
    }

    private static boolean isNameOfUtf8(String value) {
        int end = value.indexOf(';');
        String name =
                (end < 0 ? value : value.substring(0, end)).replace("\"", "").strip();
        return name.equals("utf-8") || name.equals("utf8") || name.equals("us-ascii");
    }
}
