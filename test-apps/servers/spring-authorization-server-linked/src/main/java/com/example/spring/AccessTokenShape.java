package com.example.spring;

import java.util.List;
import java.util.Set;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.stereotype.Component;

/** Types access tokens (RFC 9068), and makes them for the resource that the client asks for (RFC 8707). */
@Component
class AccessTokenShape implements OAuth2TokenCustomizer<JwtEncodingContext> {
    private final Set<Object> resources;

    AccessTokenShape(AuthorizationServerSettings settings) {
        resources = Set.of(settings.getIssuer() + "/mcp", "https://elsewhere.example.com/mcp");
    }

    @Override
    public void customize(JwtEncodingContext context) {
        if (!context.getTokenType().equals(OAuth2TokenType.ACCESS_TOKEN)) {
            return;
        }
        context.getJwsHeader().type("at+jwt");
        context.getClaims()
                .claim("client_id", context.getRegisteredClient().getClientId())
                .claim("roles", roles(context));
        OAuth2AuthorizationGrantAuthenticationToken request = context.getAuthorizationGrant();
        Object resource = request.getAdditionalParameters().get(OAuth2ParameterNames.RESOURCE);
        if (resource == null) {
            return; // The token is for the client alone, as Spring Authorization Server has it.
        }
        if (!resources.contains(resource)) {
            throw new OAuth2AuthenticationException("invalid_target");
        }
        context.getClaims().audience(List.of((String) resource));
    }

    /** Among the authorities is also how the user has logged in, FACTOR_PASSWORD say. */
    private static List<String> roles(JwtEncodingContext context) {
        return context.getPrincipal().getAuthorities().stream()
                .filter(authority -> !(authority instanceof FactorGrantedAuthority))
                .map(GrantedAuthority::getAuthority)
                .toList();
    }
}
