/** What is woven where: the class-file filter, the weaver and the loaders that connect woven code with the agent. */
@NullMarked
package io.mcpoauth2.agent.instrumentation;

import org.jspecify.annotations.NullMarked;
