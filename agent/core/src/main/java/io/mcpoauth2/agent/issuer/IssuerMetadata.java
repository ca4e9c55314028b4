package io.mcpoauth2.agent.issuer;

import java.net.URI;

/** What is used of an issuer's metadata document (RFC 8414 §2). */
record IssuerMetadata(String issuer, URI jwksUri) {}
