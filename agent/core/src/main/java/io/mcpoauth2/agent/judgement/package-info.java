/** How requests are decided: why, for whom, and who is told. */
@NullMarked
package io.mcpoauth2.agent.judgement;

import org.jspecify.annotations.NullMarked;
