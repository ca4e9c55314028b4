/** Quarkus MCP of an older release, by all the transports and on all the ports that it has. */
package io.mcpoauth2.testapps.company.quarkus;
