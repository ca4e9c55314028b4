package io.mcpoauth2.testapps.interop;

import com.nimbusds.jose.JWSAlgorithm;
import io.mcpoauth2.testapps.process.TestedJdks;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** An identity provider of those that are here, for tests of what they have in common. */
enum ProviderKind {
    KEYCLOAK("stock") {
        @Override
        Issuer issuer(Providers providers, int jdk) {
            return providers.realm(jdk).issuer();
        }

        @Override
        List<DpopKey> otherKeys() {
            return List.of(DpopKey.rsa(), DpopKey.ed25519(JWSAlgorithm.EdDSA));
        }
    },

    OIDC_PROVIDER("machine") {
        @Override
        Issuer issuer(Providers providers, int jdk) {
            return providers.oidcProvider().issuer();
        }

        @Override
        List<DpopKey> otherKeys() {
            return List.of(DpopKey.ed25519(JWSAlgorithm.EdDSA), DpopKey.ed25519(JWSAlgorithm.Ed25519));
        }
    };

    private final String plainClient;

    ProviderKind(String plainClient) {
        this.plainClient = plainClient;
    }

    /** Each with a release of Java for the server, and for itself if it needs one: one, or all where everything is to be tested. */
    static Stream<Arguments> onJdks() {
        return Stream.concat(
                TestedJdks.first().map(jdk -> Arguments.of(jdk, KEYCLOAK)),
                TestedJdks.last().map(jdk -> Arguments.of(jdk, OIDC_PROVIDER)));
    }

    /** Returns the issuer that no test changes. */
    abstract Issuer issuer(Providers providers, int jdk);

    /** Makes keys of other kinds than EC that it binds tokens to. */
    abstract List<DpopKey> otherKeys();

    /** Returns a client that gets JWTs for itself which are bound to nothing. */
    String plainClient() {
        return plainClient;
    }
}
