/** What JWS, JWK and JWT are written in: strict base64url, strict JSON and the algorithms that are known. */
@NullMarked
package io.mcpoauth2.agent.jose;

import org.jspecify.annotations.NullMarked;
