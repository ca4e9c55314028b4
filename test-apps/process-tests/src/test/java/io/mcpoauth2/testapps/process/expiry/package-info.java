/** What becomes of responses that go on when their caller's token expires. */
package io.mcpoauth2.testapps.process.expiry;
