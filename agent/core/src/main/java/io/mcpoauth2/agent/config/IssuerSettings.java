package io.mcpoauth2.agent.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is configured for one issuer, from its own section of the file or for all issuers alike.
 *
 * @param name byte for byte as the issuer publishes it; of a template, with one of its tenants
 * @param audiences never empty
 * @param audienceFromScope whether a token without {@code aud} is for the audience that one of its scopes begins with
 * @param clientId this server's own client id at the issuer, no evidence that a token is for it
 * @param rolesClaims claim paths, tried in order; a dot descends into an object
 * @param rolesConfigured whether these are what somebody has set, and not what stands there by default
 * @param algorithms JWS names; Ed25519 stands for both its names
 * @param tokenTypes accepted {@code typ} values in lower case without "application/"; "none" accepts a missing one
 * @param tokens what its tokens may have or lack
 * @param keys the way to its keys
 * @param authorizationServers where clients are sent to; never empty, the issuer itself unless configured
 * @param introspection how the issuer is asked about tokens, if it is
 */
public record IssuerSettings(
        String name,
        Set<String> audiences,
        boolean audienceFromScope,
        Optional<String> clientId,
        List<String> rolesClaims,
        boolean rolesConfigured,
        Set<String> algorithms,
        Set<String> tokenTypes,
        TokenRules tokens,
        KeyAccess keys,
        List<String> authorizationServers,
        Optional<IntrospectionSettings> introspection) {}
