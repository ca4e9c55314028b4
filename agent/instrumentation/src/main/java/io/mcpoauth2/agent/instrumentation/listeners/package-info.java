/** Sockets that listen: who opened them, and which door stands before them. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.listeners;

import org.jspecify.annotations.NullMarked;
