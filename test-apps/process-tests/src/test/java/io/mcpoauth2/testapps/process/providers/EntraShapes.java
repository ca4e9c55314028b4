package io.mcpoauth2.testapps.process.providers;

import static io.mcpoauth2.testapps.process.providers.EntraTokens.API;
import static io.mcpoauth2.testapps.process.providers.EntraTokens.CLIENT;
import static io.mcpoauth2.testapps.process.providers.EntraTokens.CLIENT_ID;
import static io.mcpoauth2.testapps.process.providers.EntraTokens.GRAPH;
import static io.mcpoauth2.testapps.process.providers.EntraTokens.ID_TOKEN;
import static io.mcpoauth2.testapps.process.providers.EntraTokens.OTHER_TENANT;
import static io.mcpoauth2.testapps.process.providers.EntraTokens.TENANT;
import static io.mcpoauth2.testapps.process.providers.EntraTokens.USER;
import static io.mcpoauth2.testapps.process.providers.EntraTokens.V1_CLIENT;
import static io.mcpoauth2.testapps.process.providers.EntraTokens.V1_ID_TOKEN;
import static io.mcpoauth2.testapps.process.providers.EntraTokens.V1_USER;
import static io.mcpoauth2.testapps.process.providers.EntraTokens.withNonce;

import java.util.Set;
import java.util.stream.Stream;

/** Tokens of Microsoft Entra ID: both versions, one tenant and several. */
final class EntraShapes {
    /** Of personal accounts. */
    private static final String CONSUMERS = "9188040d-6c67-4c5b-b112-36a304b66dad";

    private static final String OWN_URI = "api://" + API;

    private EntraShapes() {}

    static Stream<Shape> all() {
        return Stream.of(version2(), version1(), severalTenants());
    }

    private static Shape version2() {
        return Shape.of("entra-id", Shape.MAIN, USER, CLIENT)
                .accepts("D1", "access token for the application's GUID, with scp as text", USER, user())
                .refuses("D1", "ID token of the application's own login", ID_TOKEN, Shape.TYPE)
                .refuses("D1", "ID token with a nonce", withNonce(ID_TOKEN), Shape.TYPE)
                .refuses("B7", "ID token of a client's login", ID_TOKEN.with(API, CLIENT_ID), Shape.AUDIENCE)
                .refuses("B7", "token for the client alone", USER.with(API, CLIENT_ID), Shape.AUDIENCE)
                .refuses("B7", "token for another API", USER.with(API, GRAPH), Shape.AUDIENCE)
                .refuses("B7", "App ID URI, which is of version 1", USER.with(API, OWN_URI), Shape.AUDIENCE)
                .refuses(
                        "C2",
                        "version 1 token",
                        V1_USER.with("$issuer", "https://sts.windows.net/" + TENANT + "/"),
                        Shape.ISSUER)
                .asOnThePage()
                .refuses("C4", "another tenant", EntraTokens.of(OTHER_TENANT, USER), Shape.ISSUER)
                .refuses(
                        "C4",
                        "another tenant whose token speaks of this one",
                        USER.with("$issuer", "$origin/" + StandIn.FOREIGN_TENANT + "/v2.0"),
                        Shape.ISSUER)
                .forbids("E8", "a longer scope", USER.with("mcp.use", "mcp.user"))
                .forbids("E8", "a scope in another case", USER.with("mcp.use", "Mcp.Use"))
                .forbids("E8", "an application, which has no scopes", CLIENT);
    }

    private static Shape version1() {
        return Shape.of("entra-id", "Version 1 tokens", V1_USER, V1_CLIENT)
                .accepts("D1", "access token for the App ID URI", V1_USER, user())
                .accepts("D1", "access token for the application's GUID", V1_USER.with(OWN_URI, API), user())
                .accepts(
                        "E7",
                        "an application with an app role",
                        V1_CLIENT,
                        new Caller(EntraTokens.CLIENT_SUBJECT, CLIENT_ID, Set.of(), Set.of("Mcp.Call")))
                .refuses("D1", "ID token of the application's own login", V1_ID_TOKEN, Shape.TYPE)
                .refuses("D1", "ID token with a nonce", withNonce(V1_ID_TOKEN), Shape.TYPE)
                .refuses("B7", "token for another API", V1_USER.with(OWN_URI, "api://" + GRAPH), Shape.AUDIENCE)
                .refuses("B7", "token for Graph", V1_USER.with(OWN_URI, GRAPH), Shape.AUDIENCE)
                .refuses("B7", "ID token of a client's login", V1_ID_TOKEN.with(API, CLIENT_ID), Shape.AUDIENCE)
                .refuses("C2", "issuer without its slash", V1_USER.with("$issuer", "$origin/" + TENANT), Shape.ISSUER)
                .refuses("C2", "version 2 token", USER.with("$issuer", "$origin/" + TENANT + "/v2.0"), Shape.ISSUER)
                .refuses(
                        "C4",
                        "another tenant",
                        V1_USER.with("$issuer", "$origin/" + StandIn.FOREIGN_TENANT + "/"),
                        Shape.ISSUER);
    }

    private static Shape severalTenants() {
        return Shape.of("entra-id", "Several tenants", USER, CLIENT)
                .accepts("C4", "the first tenant", USER, user())
                .accepts("C4", "the second tenant", EntraTokens.of(OTHER_TENANT, USER), user())
                .refuses(
                        "C4", "a tenant that is not listed", EntraTokens.of(StandIn.FOREIGN_TENANT, USER), Shape.ISSUER)
                .refuses("C4", "a personal account", EntraTokens.of(CONSUMERS, USER), Shape.ISSUER)
                .refuses(
                        "C4",
                        "a tenant that is not listed, with the tid of one that is",
                        EntraTokens.of(StandIn.FOREIGN_TENANT, USER)
                                .with("\"tid\": \"" + StandIn.FOREIGN_TENANT, "\"tid\": \"" + TENANT),
                        Shape.ISSUER)
                .refuses("C4", "the template itself", EntraTokens.of("{tenantid}", USER), Shape.ISSUER)
                .refuses("C4", "common", EntraTokens.of("common", USER), Shape.ISSUER)
                .refuses(
                        "C2",
                        "a listed tenant's name in capitals",
                        EntraTokens.of("AAAABBBB-0000-CCCC-1111-DDDD2222EEEE", USER),
                        Shape.ISSUER)
                .refuses("D1", "ID token of the second tenant", EntraTokens.of(OTHER_TENANT, ID_TOKEN), Shape.TYPE)
                .refuses(
                        "B7",
                        "another API in a listed tenant",
                        EntraTokens.of(OTHER_TENANT, USER).with(API, GRAPH),
                        Shape.AUDIENCE);
    }

    private static Caller user() {
        return new Caller(EntraTokens.USER_SUBJECT, CLIENT_ID, Set.of("mcp.use"), Set.of("operator"));
    }
}
