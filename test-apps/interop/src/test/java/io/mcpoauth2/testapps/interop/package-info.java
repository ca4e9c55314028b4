/** The agent with identity providers that others made: what their tokens, keys and habits are really like. */
package io.mcpoauth2.testapps.interop;
