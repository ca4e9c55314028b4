package io.mcpoauth2.agent.config;

import java.time.Duration;
import java.util.Set;

/**
 * What the tokens of one issuer may have, or lack, beyond what is accepted of every issuer; nothing unless configured.
 *
 * @param ignoredMarks claims that mark an ID token elsewhere and are in this issuer's access tokens; {@code azp} stands for
 *     one that is the only audience
 * @param subjectFromClient whether a token without any claim of a user is of the client that it was issued to
 * @param audienceBoundByIssuer whether a token that names no audience at all is for this server
 * @param acceptedClients to which tokens have to be issued; empty for any
 * @param expiryHorizon how far ahead {@code exp} may be
 */
public record TokenRules(
        Set<String> ignoredMarks,
        boolean subjectFromClient,
        boolean audienceBoundByIssuer,
        Set<String> acceptedClients,
        Duration expiryHorizon) {
    /** The claims that {@link #ignoredMarks} may name. */
    static final Set<String> MARKS = Set.of("nonce", "at_hash", "c_hash", "s_hash", "azp");
}
