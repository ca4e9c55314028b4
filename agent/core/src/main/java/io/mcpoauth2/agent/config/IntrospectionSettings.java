package io.mcpoauth2.agent.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How an issuer is asked about tokens (RFC 7662).
 *
 * @param opaqueTokens whether it is asked about tokens that are no JWTs; of one issuer at most
 * @param jwts whether it is asked about its JWTs, after their signature was verified
 * @param endpoint skips discovery
 * @param signedAnswers whether the answers have to be signed JWTs (RFC 9701)
 * @param cacheTtl how long an answer may be used
 * @param expiryOptional whether an answer without {@code exp} is taken, and used for {@code cacheTtl}
 * @param clientId as whom the agent asks
 */
public record IntrospectionSettings(
        boolean opaqueTokens,
        boolean jwts,
        Optional<URI> endpoint,
        boolean signedAnswers,
        Duration cacheTtl,
        boolean expiryOptional,
        String clientId,
        ClientCredentials credentials) {}
