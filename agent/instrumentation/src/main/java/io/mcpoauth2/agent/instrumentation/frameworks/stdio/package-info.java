/** Transports over standard input and output, whose calls presets let pass. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.frameworks.stdio;

import org.jspecify.annotations.NullMarked;
