/** MCP frameworks on HTTP servers that have no door: closed, and said so. */
package io.mcpoauth2.testapps.company.frameworks;
