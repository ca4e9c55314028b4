@NullMarked
package io.mcpoauth2.agent.instrumentation.canary;

import org.jspecify.annotations.NullMarked;
