package io.mcpoauth2.testapps.process.providers;

import java.util.stream.Stream;

/** The shapes of all issuers that docs/providers has a page of. */
final class Shapes {
    private Shapes() {}

    static Stream<Shape> all() {
        return Stream.of(
                        Auth0Shapes.all(),
                        CognitoShapes.all(),
                        EntraShapes.all(),
                        KeycloakShapes.all(),
                        OidcProviderShapes.all(),
                        OktaShapes.all(),
                        SpringShapes.all())
                .flatMap(shapes -> shapes);
    }
}
