/** What is asked of texts of any origin, for which ASCII alone counts. */
@NullMarked
package io.mcpoauth2.agent.text;

import org.jspecify.annotations.NullMarked;
