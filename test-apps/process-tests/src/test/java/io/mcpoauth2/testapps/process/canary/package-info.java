/** Doors that other agents take away. */
package io.mcpoauth2.testapps.process.canary;
