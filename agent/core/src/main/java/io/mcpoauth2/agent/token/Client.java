package io.mcpoauth2.agent.token;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The client that a token was issued to. */
public final class Client {
    /** Before the id, in the subject of a token that names none; no user of that issuer has a subject that begins so. */
    public static final String SUBJECT_PREFIX = "client:";

    /** RFC 9068 §2.2 by its name, then OpenID Connect, Entra ID version 1 and Okta by theirs. */
    private static final List<String> CLAIMS = List.of("client_id", "azp", "appid", "cid");

    private Client() {}

    /** By the first claim that names one as text; null if none does. */
    static @Nullable String of(Map<String, ? extends @Nullable Object> claims) {
        for (String name : CLAIMS) {
            if (claims.get(name) instanceof String client) {
                return client;
            }
        }
        return null;
    }

    /** The subject of a token that passed every check and names none. */
    static @Nullable String asSubject(Map<String, ? extends @Nullable Object> claims) {
        String client = of(claims);
        return client == null ? null : SUBJECT_PREFIX + client;
    }
}
