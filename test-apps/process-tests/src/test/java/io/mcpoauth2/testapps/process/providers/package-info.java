/** Tokens as real issuers write them, against a server that is configured as docs/providers says. */
package io.mcpoauth2.testapps.process.providers;
