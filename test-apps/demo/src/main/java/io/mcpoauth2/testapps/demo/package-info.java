/** What the agent does, shown in six steps with a real server, a real issuer and the MCP Java SDK's client. */
package io.mcpoauth2.testapps.demo;
