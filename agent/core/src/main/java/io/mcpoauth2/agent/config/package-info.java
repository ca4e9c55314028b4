/** The settings of the agent: four sources, one immutable result, all errors at once. */
@NullMarked
package io.mcpoauth2.agent.config;

import org.jspecify.annotations.NullMarked;
