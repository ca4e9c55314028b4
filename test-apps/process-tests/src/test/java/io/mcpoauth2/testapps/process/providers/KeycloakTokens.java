package io.mcpoauth2.testapps.process.providers;

/** What a realm of Keycloak 26.7 issued to a client with direct grants and service account, the texts made neutral. */
final class KeycloakTokens {
    static final String JWT = """
            {"alg":"RS256","typ":"JWT","kid":"$kid"}""";
    static final String AT_JWT = """
            {"alg":"RS256","typ":"at+jwt","kid":"$kid"}""";
    static final String HS512 = """
            {"alg":"HS512","typ":"JWT","kid":"517f90e9-2d43-4228-a2e3-3ca134319440"}""";

    static final Written USER = Written.jwt(JWT, """
            {
              "exp": $later,
              "iat": $now,
              "jti": "onrtro:4e268e86-4eed-5698-d0d3-c3df31e35634",
              "iss": "$issuer",
              "aud": ["https://mcp.example.com/mcp", "mcp-server", "account"],
              "sub": "4fa69a15-d341-4453-8636-30ae0a3c8ad8",
              "typ": "Bearer",
              "azp": "mcp-client",
              "sid": "dkRiRkep2j3TtYS1NkgVe7Xc",
              "acr": "1",
              "allowed-origins": ["http://localhost"],
              "realm_access": {"roles": ["offline_access", "uma_authorization", "default-roles-acme", "operator"]},
              "resource_access": {
                "mcp-server": {"roles": ["mcp-admin"]},
                "account": {"roles": ["manage-account", "manage-account-links", "view-profile"]}
              },
              "scope": "openid mcp:use email profile",
              "email_verified": true,
              "name": "Alice A",
              "preferred_username": "alice",
              "given_name": "Alice",
              "family_name": "A",
              "email": "alice@example.com"
            }""");

    static final Written CLIENT = Written.jwt(JWT, """
            {
              "exp": $later,
              "iat": $now,
              "jti": "trrtcc:800f6c6f-14b6-0bfc-c6ff-fa725a90f53e",
              "iss": "$issuer",
              "aud": ["https://mcp.example.com/mcp", "account"],
              "sub": "d8221389-72e8-431d-8366-4c6df76495c8",
              "typ": "Bearer",
              "azp": "mcp-client",
              "acr": "1",
              "allowed-origins": ["http://localhost"],
              "realm_access": {"roles": ["offline_access", "uma_authorization", "default-roles-acme"]},
              "resource_access": {"account": {"roles": ["manage-account", "manage-account-links", "view-profile"]}},
              "scope": "mcp:use email profile",
              "clientHost": "127.0.0.1",
              "email_verified": false,
              "preferred_username": "service-account-mcp-client",
              "clientAddress": "127.0.0.1",
              "client_id": "mcp-client"
            }""");

    static final Written ID_TOKEN = Written.jwt(JWT, """
            {
              "exp": $later,
              "iat": $now,
              "jti": "6dd401ab-131f-e21b-d760-2f0e5d6719bb",
              "iss": "$issuer",
              "aud": "mcp-client",
              "sub": "4fa69a15-d341-4453-8636-30ae0a3c8ad8",
              "typ": "ID",
              "azp": "mcp-client",
              "sid": "dkRiRkep2j3TtYS1NkgVe7Xc",
              "at_hash": "mBC-OyjLXjnAcx_dlMBcpQ",
              "acr": "1",
              "email_verified": true,
              "name": "Alice A",
              "preferred_username": "alice",
              "email": "alice@example.com"
            }""");

    static final Written REFRESH_TOKEN = Written.jwt(HS512, """
            {
              "exp": $later,
              "iat": $now,
              "jti": "0a4c5284-948a-d7a9-ebc8-a1d71f7f4109",
              "iss": "$issuer",
              "aud": "$issuer",
              "sub": "4fa69a15-d341-4453-8636-30ae0a3c8ad8",
              "typ": "Refresh",
              "azp": "mcp-client",
              "sid": "dkRiRkep2j3TtYS1NkgVe7Xc",
              "scope": "openid mcp:use service_account email acr basic roles profile web-origins",
              "aud_x": ["https://mcp.example.com/mcp", "mcp-server", "account"],
              "prov": "default"
            }""");

    static final Written LOGOUT_TOKEN = Written.jwt(JWT.replace("JWT", "logout+jwt"), """
            {
              "exp": $later,
              "iat": $now,
              "jti": "a2a7f0d6-51e4-4a50-a3b1-3e5d4c5d0a6e",
              "iss": "$issuer",
              "aud": "https://mcp.example.com/mcp",
              "sub": "4fa69a15-d341-4453-8636-30ae0a3c8ad8",
              "typ": "Logout",
              "sid": "dkRiRkep2j3TtYS1NkgVe7Xc",
              "events": {"http://schemas.openid.net/event/backchannel-logout": {}}
            }""");

    static final Written LIGHT_USER = Written.jwt(JWT, """
            {
              "exp": $later,
              "iat": $now,
              "jti": "onltro:$unique",
              "iss": "$issuer",
              "typ": "Bearer",
              "azp": "mcp-client",
              "sid": "RI23qcZ6Y_mTEN8KifubaV5Z",
              "scope": "openid mcp:use email profile"
            }""");

    static final Written LIGHT_CLIENT = Written.jwt(JWT, """
            {
              "exp": $later,
              "iat": $now,
              "jti": "trltcc:$unique",
              "iss": "$issuer",
              "sub": "d8221389-72e8-431d-8366-4c6df76495c8",
              "typ": "Bearer",
              "azp": "mcp-client",
              "scope": "mcp:use email profile"
            }""");

    private KeycloakTokens() {}

    /** What Keycloak says of a lightweight token: what it would have written into another one, and five members more. */
    static String answer(Written full, String username) {
        String payload = full.payload();
        return payload.substring(0, payload.lastIndexOf('}')).stripTrailing() + """
                ,
                  "client_id": "mcp-client",
                  "username": "%s",
                  "token_type": "Bearer",
                  "active": true
                }""".formatted(username);
    }
}
