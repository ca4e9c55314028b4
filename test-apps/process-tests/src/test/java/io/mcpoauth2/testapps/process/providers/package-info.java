/** Tokens as real issuers write them, against a server that is configured as docs/providers.md says. */
package io.mcpoauth2.testapps.process.providers;
