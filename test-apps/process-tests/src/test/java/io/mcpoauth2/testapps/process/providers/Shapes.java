package io.mcpoauth2.testapps.process.providers;

import java.util.stream.Stream;

/** The shapes of all issuers that docs/providers has a page of. */
final class Shapes {
    private Shapes() {}

    static Stream<Shape> all() {
        return Stream.of(
                        AdfsShapes.all(),
                        Auth0Shapes.all(),
                        AuthentikShapes.all(),
                        AzureAdB2cShapes.all(),
                        ClerkShapes.all(),
                        CognitoShapes.all(),
                        DexShapes.all(),
                        EnterpriseManagedShapes.all(),
                        EntraShapes.all(),
                        GoogleShapes.all(),
                        KeycloakShapes.all(),
                        KubernetesShapes.all(),
                        OidcProviderShapes.all(),
                        OktaShapes.all(),
                        OryHydraShapes.all(),
                        SpringShapes.all(),
                        WorkOsShapes.all(),
                        ZitadelShapes.all())
                .flatMap(shapes -> shapes);
    }
}
