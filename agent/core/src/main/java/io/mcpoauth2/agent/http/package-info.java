/** What the core sees of HTTP: the request a door shows it, the answer it gives a door, and the one client it fetches with. */
@NullMarked
package io.mcpoauth2.agent.http;

import org.jspecify.annotations.NullMarked;
