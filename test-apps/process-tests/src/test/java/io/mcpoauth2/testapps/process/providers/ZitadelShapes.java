package io.mcpoauth2.testapps.process.providers;

import java.util.Set;
import java.util.stream.Stream;

/** Tokens of Zitadel, by its table of claims and its package {@code internal/api/oidc}: JWTs and opaque ones. */
final class ZitadelShapes {
    private static final String HEADER = """
            {"alg":"RS256","kid":"$kid","typ":"JWT"}""";
    private static final String PROJECT = "69234237810729019";

    private static final Written USER = Written.jwt(HEADER, """
            {
              "iss": "$issuer",
              "sub": "77776025198584418",
              "aud": ["69234237810729234", "69234237810729019"],
              "exp": $later,
              "iat": $now,
              "nbf": $now,
              "client_id": "69234237810729234",
              "jti": "V2_327650018352365570-at_327650018352431106",
              "roles": ["operator"]
            }""");
    private static final Written MACHINE = Written.jwt(HEADER, """
            {
              "iss": "$issuer",
              "sub": "77776025198584777",
              "aud": ["69234237810729019"],
              "exp": $later,
              "iat": $now,
              "nbf": $now,
              "client_id": "batch",
              "jti": "V2_327650018352365571-at_327650018352431107"
            }""");
    private static final Written ID_TOKEN = Written.jwt(HEADER, """
            {
              "iss": "$issuer",
              "sub": "77776025198584418",
              "aud": ["69234237810729234", "69234237810729019"],
              "exp": $later,
              "iat": $now,
              "auth_time": $now,
              "amr": ["pwd"],
              "azp": "69234237810729234",
              "client_id": "69234237810729234",
              "at_hash": "2iXGz7hN0Q7sT5mPzq3L9g",
              "sid": "V1_291693710356251044"
            }""");

    private static final Written OPAQUE = Written.opaque("""
            {
              "active": true,
              "scope": "openid profile",
              "client_id": "69234237810729234",
              "token_type": "Bearer",
              "exp": $later,
              "iat": $now,
              "nbf": $now,
              "sub": "77776025198584418",
              "aud": ["69234237810729234", "69234237810729019"],
              "iss": "$issuer",
              "jti": "V2_327650018352365570-at_327650018352431106",
              "username": "alice@acme.example.com",
              "roles": ["operator"]
            }""");

    private ZitadelShapes() {}

    static Stream<Shape> all() {
        return Stream.of(jwts(), opaque());
    }

    private static Shape jwts() {
        return Shape.ofUsers("zitadel", Shape.MAIN, USER)
                .accepts("D1", "access token for the project, without a scope", USER, user(Set.of()))
                .accepts(
                        "E7",
                        "token of a service user",
                        MACHINE,
                        new Caller("77776025198584777", "batch", Set.of(), Set.of()))
                .refuses("D1", "ID token, which is for the project too", ID_TOKEN, Shape.TYPE, "at_hash")
                .refuses("B7", "token for another project", USER.with(PROJECT, "69234237810729999"), Shape.AUDIENCE)
                .refuses("A11", "opaque token, which applications get unless told otherwise", OPAQUE, Shape.MALFORMED)
                .asOnThePage()
                .refuses("C2", "issuer with a slash", USER.with("$issuer", "$origin/"), Shape.ISSUER);
    }

    private static Shape opaque() {
        return Shape.ofUsers("zitadel", "Opaque tokens", OPAQUE)
                .accepts("G9", "opaque access token", OPAQUE, user(Set.of("openid", "profile")))
                .accepts("D1", "JWT, about which Zitadel is not asked", USER, user(Set.of()))
                .refuses("G9", "token that Zitadel says nothing of", Written.opaque(""), Shape.INACTIVE)
                .refuses("G9", "token for another project", OPAQUE.with(PROJECT, "69234237810729999"), Shape.AUDIENCE)
                .refuses("D1", "ID token", ID_TOKEN, Shape.TYPE, "at_hash");
    }

    private static Caller user(Set<String> scopes) {
        return new Caller("77776025198584418", "69234237810729234", scopes, Set.of("operator"));
    }
}
