/** Access tokens: from the Authorization header to a cached verdict. */
@NullMarked
package io.mcpoauth2.agent.token;

import org.jspecify.annotations.NullMarked;
