/**
 * What an MCP server may link against to see its authenticated caller. Inert without the agent.
 *
 * <p>Nothing here holds state of the agent, as a server may bundle this package, load it child-first, or read it from a
 * class-data archive: the agent's own classes in the bootstrap loader are reached by name, and only JDK types are
 * exchanged with them.
 */
@NullMarked
package io.mcpoauth2;

import org.jspecify.annotations.NullMarked;
