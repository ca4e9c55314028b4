package io.mcpoauth2.testapps.issuer;

import java.util.List;
import java.util.Set;

/**
 * A registered client.
 *
 * @param secret null for a public client
 * @param redirectUris compared as they are, character by character
 * @param grantTypes of {@code client_credentials}, {@code authorization_code}, {@code refresh_token}
 * @param scopes the scopes it may ask for, and gets when it asks for none
 */
public record Client(String id, String secret, List<String> redirectUris, Set<String> grantTypes, Set<String> scopes) {
    /** Copies the collections. */
    public Client {
        redirectUris = List.copyOf(redirectUris);
        grantTypes = Set.copyOf(grantTypes);
        scopes = Set.copyOf(scopes);
    }

    /** Makes a client that acts for itself (client credentials). */
    public static Client service(String id, String secret, String... scopes) {
        return new Client(id, secret, List.of(), Set.of("client_credentials"), Set.of(scopes));
    }

    /** Makes a client without a secret that acts for users (authorization code with PKCE). */
    public static Client application(String id, String redirectUri, String... scopes) {
        return new Client(
                id, null, List.of(redirectUri), Set.of("authorization_code", "refresh_token"), Set.of(scopes));
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "Client[id=" + id + ", grantTypes=" + grantTypes + "]";
    }
}
