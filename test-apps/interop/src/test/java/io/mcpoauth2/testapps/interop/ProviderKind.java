package io.mcpoauth2.testapps.interop;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.List;

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

    /** Returns the issuer that no test changes. */
    abstract Issuer issuer(Providers providers, int jdk);

    /** Makes keys of other kinds than EC that it binds tokens to. */
    abstract List<DpopKey> otherKeys();

    /** Returns a client that gets JWTs for itself which are bound to nothing. */
    String plainClient() {
        return plainClient;
    }
}
