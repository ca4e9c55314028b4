/**
 * An OAuth 2.1 authorization server small enough to read, for the demo and the tests: never for production, since it asks
 * nobody for a password.
 */
package io.mcpoauth2.testapps.issuer;
