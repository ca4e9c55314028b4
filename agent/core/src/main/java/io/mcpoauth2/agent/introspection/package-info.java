/** What an issuer says of a token when it is asked (RFC 7662, RFC 9701). */
@NullMarked
package io.mcpoauth2.agent.introspection;

import org.jspecify.annotations.NullMarked;
