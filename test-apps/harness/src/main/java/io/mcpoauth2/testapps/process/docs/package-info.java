/** The pages of the documentation, for tests of what they say. */
package io.mcpoauth2.testapps.process.docs;
