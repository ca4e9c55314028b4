package io.mcpoauth2.testapps.process.providers;

import static io.mcpoauth2.testapps.process.providers.KeycloakTokens.AT_JWT;
import static io.mcpoauth2.testapps.process.providers.KeycloakTokens.CLIENT;
import static io.mcpoauth2.testapps.process.providers.KeycloakTokens.ID_TOKEN;
import static io.mcpoauth2.testapps.process.providers.KeycloakTokens.JWT;
import static io.mcpoauth2.testapps.process.providers.KeycloakTokens.LIGHT_CLIENT;
import static io.mcpoauth2.testapps.process.providers.KeycloakTokens.LIGHT_USER;
import static io.mcpoauth2.testapps.process.providers.KeycloakTokens.LOGOUT_TOKEN;
import static io.mcpoauth2.testapps.process.providers.KeycloakTokens.REFRESH_TOKEN;
import static io.mcpoauth2.testapps.process.providers.KeycloakTokens.USER;

import java.util.Set;
import java.util.stream.Stream;

/** Tokens of Keycloak: with an audience mapper, with the header of RFC 9068, lightweight. */
final class KeycloakShapes {
    private static final String SERVER = "\"https://mcp.example.com/mcp\", ";
    private static final String SERVER_AS_CLIENT = "\"https://mcp.example.com/mcp\": {\"roles\"";
    private static final Set<String> SCOPES = Set.of("openid", "mcp:use", "email", "profile");
    private static final Set<String> CLIENT_SCOPES = Set.of("mcp:use", "email", "profile");

    private KeycloakShapes() {}

    static Stream<Shape> all() {
        return Stream.of(stock(), rfc9068Header(), lightweight());
    }

    private static Shape stock() {
        Set<String> roles = Set.of("offline_access", "uma_authorization", "default-roles-acme", "operator");
        return Shape.of("keycloak", Shape.MAIN, USER, CLIENT)
                .accepts("D1", "access token of typ JWT with the roles of the realm", USER, user(roles))
                .accepts(
                        "E7",
                        "a client's own token",
                        CLIENT,
                        client(Set.of("offline_access", "uma_authorization", "default-roles-acme")))
                .refuses("D1", "ID token", ID_TOKEN, Shape.TYPE)
                .refuses("D1", "refresh token", REFRESH_TOKEN, Shape.TYPE)
                .refuses("D1", "refresh token signed with a published key", REFRESH_TOKEN.withHeader(JWT), Shape.TYPE)
                .refuses("D1", "offline token", REFRESH_TOKEN.with("Refresh", "Offline"), Shape.TYPE)
                .refuses("D1", "logout token", LOGOUT_TOKEN, Shape.TYPE)
                .refuses(
                        "D1",
                        "access token with the nonce of version 24",
                        USER.with("\"acr\"", "\"nonce\": \"n\", \"acr\""),
                        Shape.TYPE)
                .refuses("B7", "token without the mapper", USER.with(SERVER, ""), Shape.AUDIENCE)
                .asOnThePage()
                .refuses(
                        "E6",
                        "token of a client without the scope basic",
                        USER.with("\"sub\": \"4fa69a15-d341-4453-8636-30ae0a3c8ad8\",", ""),
                        Shape.SUBJECT,
                        "sub")
                .refuses("B7", "client's own token without the mapper", CLIENT.with(SERVER, ""), Shape.AUDIENCE)
                .refuses(
                        "B7",
                        "token for the client alone",
                        USER.with("\"https://mcp.example.com/mcp\", \"mcp-server\"", "\"mcp-client\""),
                        Shape.AUDIENCE)
                .refuses("C2", "token of another realm", USER.with("$issuer", "$origin/realms/other"), Shape.ISSUER)
                .forbids("E8", "another scope", USER.with("mcp:use", "mcp:read"));
    }

    private static Shape rfc9068Header() {
        Written user = USER.withHeader(AT_JWT);
        Written client = CLIENT.withHeader(AT_JWT);
        Written version24 = user.with("\"acr\"", "\"nonce\": \"n\", \"acr\"");
        return Shape.of("keycloak", "RFC 9068 header", user, client)
                .accepts("D2", "access token of typ at+jwt with the roles of a client", user, user(Set.of("mcp-admin")))
                .accepts("D2", "access token with the nonce of version 24", version24, user(Set.of("mcp-admin")))
                .accepts("E7", "a client's own token", client, client(Set.of()))
                .refuses("D1", "access token of a client without that header", USER, Shape.TYPE)
                .refuses("D1", "ID token", ID_TOKEN, Shape.TYPE)
                .refuses("D1", "refresh token", REFRESH_TOKEN, Shape.TYPE)
                .refuses("B7", "token without the mapper", user.with(SERVER, ""), Shape.AUDIENCE)
                .forbids("E8", "another scope", user.with("mcp:use", "mcp:read"));
    }

    private static Shape lightweight() {
        Written asClient = USER.with("\"mcp-server\", ", "").with("\"mcp-server\": {\"roles\"", SERVER_AS_CLIENT);
        Written user = LIGHT_USER.introspectedAs(KeycloakTokens.answer(asClient, "alice"));
        Written client = LIGHT_CLIENT.introspectedAs(KeycloakTokens.answer(CLIENT, "service-account-mcp-client"));
        return Shape.of("keycloak", "Lightweight access tokens", user, client)
                .accepts("B1", "token without audience, and the issuer tells it", user, user(Set.of("mcp-admin")))
                .accepts("E7", "a client's own token", client, client(Set.of()))
                .refuses("G9", "token of which the issuer tells this server nothing", LIGHT_USER, Shape.INACTIVE)
                .refuses("G9", "token for others", user.with(SERVER, ""), Shape.AUDIENCE)
                .refuses(
                        "G9",
                        "token that the issuer calls an ID token",
                        user.with("\"token_type\": \"Bearer\"", "\"token_type\": \"ID\""),
                        Shape.TYPE)
                .refuses("D1", "ID token", ID_TOKEN, Shape.TYPE)
                .refuses("D1", "refresh token", REFRESH_TOKEN, Shape.TYPE)
                .forbids("E8", "another scope", user.with("mcp:use", "mcp:read"));
    }

    private static Caller user(Set<String> roles) {
        return new Caller("4fa69a15-d341-4453-8636-30ae0a3c8ad8", "mcp-client", SCOPES, roles);
    }

    private static Caller client(Set<String> roles) {
        return new Caller("d8221389-72e8-431d-8366-4c6df76495c8", "mcp-client", CLIENT_SCOPES, roles);
    }
}
