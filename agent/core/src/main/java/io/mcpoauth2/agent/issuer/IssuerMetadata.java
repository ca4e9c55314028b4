package io.mcpoauth2.agent.issuer;

import java.net.URI;
import java.util.Optional;

/**
 * What is used of an issuer's metadata document (RFC 8414 §2).
 *
 * @param jwksUri empty if missing or no address that may be asked
 * @param introspectionEndpoint the same
 */
public record IssuerMetadata(String issuer, Optional<URI> jwksUri, Optional<URI> introspectionEndpoint) {}
