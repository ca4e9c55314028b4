package io.mcpoauth2.agent.issuer;

import java.util.List;

/**
 * What a key set document holds.
 *
 * @param ignored one line for each key that is not used, with the reason
 */
record ParsedKeys(List<VerificationKey> keys, List<String> ignored) {}
