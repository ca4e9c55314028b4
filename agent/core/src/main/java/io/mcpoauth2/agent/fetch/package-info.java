/** The one HTTP client, by which the agent fetches from issuers, and files that stand in for something of theirs. */
@NullMarked
package io.mcpoauth2.agent.fetch;

import org.jspecify.annotations.NullMarked;
