/** Lists of tools, prompts and resources that frameworks have as objects of their own. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.frameworks.lists;

import org.jspecify.annotations.NullMarked;
