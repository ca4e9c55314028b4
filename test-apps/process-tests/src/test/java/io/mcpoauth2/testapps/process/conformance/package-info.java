/** What the official suite says of servers. */
package io.mcpoauth2.testapps.process.conformance;
