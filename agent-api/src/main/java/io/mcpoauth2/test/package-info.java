/** Support for an application's own unit tests; refuses to work while the agent protects the JVM. */
@NullMarked
package io.mcpoauth2.test;

import org.jspecify.annotations.NullMarked;
