/** What process-level tests need: the JDKs to start servers on, server processes, and HTTP clients that hide nothing. */
package io.mcpoauth2.testapps.harness;
