/** Authorization servers: discovery of their metadata and the cached keys that verify their tokens. */
@NullMarked
package io.mcpoauth2.agent.issuer;

import org.jspecify.annotations.NullMarked;
