package io.mcpoauth2.testapps.issuer;

import java.util.List;
import java.util.Set;

/**
 * What a client was allowed.
 *
 * @param user null when the client acts for itself
 * @param resources the resources asked for (RFC 8707); empty if none was named
 * @param login how the user logged in; null when the client acts for itself
 */
record Grant(String clientId, User user, Set<String> scopes, List<String> resources, Login login) {

    /**
     * What the token request has to match, and the ID token has to repeat.
     *
     * @param nonce null if the client sent none
     */
    record Login(String redirectUri, String codeChallenge, String nonce) {}

    Grant narrowed(Set<String> newScopes, List<String> newResources) {
        return new Grant(clientId, user, newScopes, newResources, login);
    }
}
