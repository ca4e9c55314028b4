/** The audit: who did what, and what was decided about it, for those who have to answer for it later. */
@NullMarked
package io.mcpoauth2.agent.audit;

import org.jspecify.annotations.NullMarked;
