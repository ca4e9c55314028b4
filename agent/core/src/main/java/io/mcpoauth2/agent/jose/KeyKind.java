package io.mcpoauth2.agent.jose;

/** What kind of key an algorithm needs: {@code kty} and, where there are curves, {@code crv} (RFC 7518 §6, RFC 8037). */
public enum KeyKind {
    RSA,
    P256,
    P384,
    P521,
    ED25519
}
