/** Whether a server is of a version that its door knows: found out from class files, before anything is woven. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.fit;

import org.jspecify.annotations.NullMarked;
