/** What the tests of real server processes share: the servers, the issuer they trust, and tokens. */
package io.mcpoauth2.testapps.process;
