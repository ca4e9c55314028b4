/** What is woven, against every release of the servers and frameworks that it is made for, none of which is started. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.releases;

import org.jspecify.annotations.NullMarked;
