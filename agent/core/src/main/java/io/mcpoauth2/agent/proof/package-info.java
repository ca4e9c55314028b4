/** Whether whoever sends a bound token holds what it is bound to: a DPoP key (RFC 9449) or a certificate (RFC 8705). */
@NullMarked
package io.mcpoauth2.agent.proof;

import org.jspecify.annotations.NullMarked;
