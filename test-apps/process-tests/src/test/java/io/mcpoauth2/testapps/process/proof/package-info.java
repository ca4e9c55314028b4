/** Tokens that only those may use who show what they are bound to, by connections and headers of real servers. */
package io.mcpoauth2.testapps.process.proof;
