/** What the doors do on the wire, on every server and JDK. */
package io.mcpoauth2.testapps.process.doors;
