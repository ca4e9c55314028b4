package io.mcpoauth2.testapps.process.providers;

/** Tokens of Microsoft Entra ID, by its claims reference and the samples there: an API, its client, and a tenant. */
final class EntraTokens {
    static final String API = "00001111-aaaa-2222-bbbb-3333cccc4444";
    static final String CLIENT_ID = "11112222-bbbb-3333-cccc-4444dddd5555";
    static final String TENANT = "aaaabbbb-0000-cccc-1111-dddd2222eeee";
    static final String OTHER_TENANT = "bbbbcccc-1111-dddd-2222-eeee3333ffff";
    static final String USER_SUBJECT = "HKZpfaHyWadeOouYlitjrI-KffTm222X5rrV3xDqfKQ";
    static final String CLIENT_SUBJECT = "72243241-f194-45f3-987d-eeb347b83b69";
    static final String GRAPH = "00000003-0000-0000-c000-000000000000";

    private static final String V2 = """
            {"typ":"JWT","alg":"RS256","kid":"$kid"}""";
    private static final String V1 = """
            {"typ":"JWT","alg":"RS256","x5t":"$kid","kid":"$kid"}""";

    static final Written USER = Written.jwt(V2, """
            {
              "aud": "00001111-aaaa-2222-bbbb-3333cccc4444",
              "iss": "$issuer",
              "iat": $now,
              "nbf": $now,
              "exp": $later,
              "aio": "AXQAi/8IAAAAtAaZLo3ChMif6KOntt",
              "azp": "11112222-bbbb-3333-cccc-4444dddd5555",
              "azpacr": "0",
              "name": "Abe Lincoln",
              "oid": "690222be-ff1a-4d56-abd1-7e4f7d38e474",
              "preferred_username": "abeli@example.com",
              "rh": "0.AAAA",
              "roles": ["operator"],
              "scp": "mcp.use",
              "sub": "HKZpfaHyWadeOouYlitjrI-KffTm222X5rrV3xDqfKQ",
              "tid": "aaaabbbb-0000-cccc-1111-dddd2222eeee",
              "uti": "fqiBqXLPj0eQa82S-IYFAA",
              "ver": "2.0"
            }""");

    static final Written CLIENT = Written.jwt(V2, """
            {
              "aud": "00001111-aaaa-2222-bbbb-3333cccc4444",
              "iss": "$issuer",
              "iat": $now,
              "nbf": $now,
              "exp": $later,
              "aio": "E2NgYNhxO2fe9z25T5iljKc7a",
              "azp": "11112222-bbbb-3333-cccc-4444dddd5555",
              "azpacr": "1",
              "oid": "72243241-f194-45f3-987d-eeb347b83b69",
              "rh": "0.AAAA",
              "roles": ["Mcp.Call"],
              "sub": "72243241-f194-45f3-987d-eeb347b83b69",
              "tid": "aaaabbbb-0000-cccc-1111-dddd2222eeee",
              "uti": "4GOPt79GP0if650O0N7iAA",
              "ver": "2.0"
            }""");

    /** Of a login at the API's own registration. */
    static final Written ID_TOKEN = Written.jwt(V2, """
            {
              "aud": "00001111-aaaa-2222-bbbb-3333cccc4444",
              "iss": "$issuer",
              "iat": $now,
              "nbf": $now,
              "exp": $later,
              "name": "Abe Lincoln",
              "oid": "690222be-ff1a-4d56-abd1-7e4f7d38e474",
              "preferred_username": "abeli@example.com",
              "rh": "0.AAAA",
              "roles": ["operator"],
              "sub": "HKZpfaHyWadeOouYlitjrI-KffTm222X5rrV3xDqfKQ",
              "tid": "aaaabbbb-0000-cccc-1111-dddd2222eeee",
              "uti": "fqiBqXLPj0eQa82S-IYFAA",
              "ver": "2.0"
            }""");

    static final Written V1_USER = Written.jwt(V1, """
            {
              "aud": "api://00001111-aaaa-2222-bbbb-3333cccc4444",
              "iss": "$issuer",
              "iat": $now,
              "nbf": $now,
              "exp": $later,
              "acr": "1",
              "aio": "AXQAi/8IAAAAFm+E/QTG+gFnVxLjWdw8K",
              "amr": ["pwd"],
              "appid": "11112222-bbbb-3333-cccc-4444dddd5555",
              "appidacr": "0",
              "family_name": "Lincoln",
              "given_name": "Abe",
              "ipaddr": "222.222.222.22",
              "name": "Abe Lincoln",
              "oid": "690222be-ff1a-4d56-abd1-7e4f7d38e474",
              "rh": "0.AAAA",
              "roles": ["operator"],
              "scp": "mcp.use",
              "sub": "HKZpfaHyWadeOouYlitjrI-KffTm222X5rrV3xDqfKQ",
              "tid": "aaaabbbb-0000-cccc-1111-dddd2222eeee",
              "unique_name": "abeli@example.com",
              "upn": "abeli@example.com",
              "uti": "FVsGxYXI30-TuikuuUoFAA",
              "ver": "1.0"
            }""");

    static final Written V1_CLIENT = Written.jwt(V1, """
            {
              "aud": "api://00001111-aaaa-2222-bbbb-3333cccc4444",
              "iss": "$issuer",
              "iat": $now,
              "nbf": $now,
              "exp": $later,
              "aio": "E2NgYNhxO2fe9z25T5iljKc7a",
              "appid": "11112222-bbbb-3333-cccc-4444dddd5555",
              "appidacr": "1",
              "idp": "$issuer",
              "oid": "72243241-f194-45f3-987d-eeb347b83b69",
              "rh": "0.AAAA",
              "roles": ["Mcp.Call"],
              "sub": "72243241-f194-45f3-987d-eeb347b83b69",
              "tid": "aaaabbbb-0000-cccc-1111-dddd2222eeee",
              "uti": "4GOPt79GP0if650O0N7iAA",
              "ver": "1.0"
            }""");

    /** Of a login at the API's own registration. */
    static final Written V1_ID_TOKEN = Written.jwt(V1, """
            {
              "aud": "00001111-aaaa-2222-bbbb-3333cccc4444",
              "iss": "$issuer",
              "iat": $now,
              "nbf": $now,
              "exp": $later,
              "amr": ["pwd"],
              "family_name": "Lincoln",
              "given_name": "Abe",
              "ipaddr": "222.222.222.22",
              "name": "Abe Lincoln",
              "oid": "690222be-ff1a-4d56-abd1-7e4f7d38e474",
              "rh": "0.AAAA",
              "roles": ["operator"],
              "sub": "HKZpfaHyWadeOouYlitjrI-KffTm222X5rrV3xDqfKQ",
              "tid": "aaaabbbb-0000-cccc-1111-dddd2222eeee",
              "unique_name": "abeli@example.com",
              "upn": "abeli@example.com",
              "uti": "FVsGxYXI30-TuikuuUoFAA",
              "ver": "1.0"
            }""");

    private EntraTokens() {}

    /** The same, of another tenant. */
    static Written of(String tenant, Written version2) {
        return version2.with("$issuer", "$origin/" + tenant + "/v2.0").with(TENANT, tenant);
    }

    /** The same with the nonce of a login. */
    static Written withNonce(Written token) {
        return token.with("\"ver\"", "\"nonce\": \"678910\", \"ver\"");
    }
}
