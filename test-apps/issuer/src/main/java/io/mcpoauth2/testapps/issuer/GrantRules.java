package io.mcpoauth2.testapps.issuer;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Decides which scopes and resources a request gets. */
final class GrantRules {

    private GrantRules() {}

    /** Returns the scopes asked for, all that are allowed if none was asked for. */
    static Set<String> scopes(Parameters parameters, Set<String> allowed) throws OAuthError {
        Set<String> asked = split(parameters.find("scope").orElse(""));
        if (!allowed.containsAll(asked)) {
            throw new OAuthError("invalid_scope", "A scope is unknown, or not for this client");
        }
        return asked.isEmpty() ? new TreeSet<>(allowed) : asked;
    }

    /** Returns the resources asked for: absolute URIs without a fragment (RFC 8707 §2). */
    static List<String> resources(Parameters parameters) throws OAuthError {
        List<String> resources = parameters.all("resource");
        for (String resource : resources) {
            if (!isAbsoluteWithoutFragment(resource)) {
                throw new OAuthError("invalid_target", "A resource has to be an absolute URI without a fragment");
            }
        }
        return resources;
    }

    /** Narrows a grant to what a token request names (RFC 6749 §6, RFC 8707 §2.2): never to more than was granted. */
    static Grant narrow(Grant grant, Parameters parameters) throws OAuthError {
        List<String> asked = resources(parameters);
        if (!grant.resources().isEmpty() && !grant.resources().containsAll(asked)) {
            throw new OAuthError("invalid_target", "A resource is not among the granted ones");
        }
        return grant.narrowed(scopes(parameters, grant.scopes()), asked.isEmpty() ? grant.resources() : asked);
    }

    static Set<String> split(String scope) {
        Set<String> scopes = new LinkedHashSet<>(Arrays.asList(scope.split(" ", -1)));
        scopes.remove("");
        return scopes;
    }

    static boolean isAbsoluteWithoutFragment(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
