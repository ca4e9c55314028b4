package io.mcpoauth2.agent.mcp;

import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.HttpReply.Header;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.text.Alphabet;
import java.util.ArrayList;
import java.util.List;

/** The answer to a CORS preflight. Reflects the header names a browser asks for, and nothing that is not a list of names. */
public final class Preflight {
    private static final String ASKED = "Access-Control-Request-Headers";
    /** Characters; browsers ask for a handful of names. */
    private static final int MAX_ASKED = 1024;

    private static final byte[] NO_BODY = {};

    private Preflight() {}

    /**
     * @param origin by which the browser is told that its page may ask
     */
    public static HttpReply reply(String methods, HttpRequestView request, Header origin) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Allow", methods));
        headers.add(origin);
        headers.add(new Header("Access-Control-Allow-Methods", methods));
        List<String> asked = request.headers(ASKED);
        if (asked.size() == 1 && isNameList(asked.get(0))) {
            headers.add(new Header("Access-Control-Allow-Headers", asked.get(0)));
        }
        headers.add(new Header("Access-Control-Max-Age", "3600"));
        headers.add(new Header("Vary", ASKED));
        return new HttpReply(204, headers, NO_BODY);
    }

    /** Tokens of RFC 9110 §5.6.2, separated by commas and spaces. */
    private static boolean isNameList(String list) {
        if (list.length() > MAX_ASKED) {
            return false;
        }
        boolean name = false;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (Alphabet.HTTP_TOKEN.contains(c)) {
                name = true;
            } else if (c != ',' && c != ' ') {
                return false;
            }
        }
        return name;
    }
}
