/** The jar as a file, and how it starts: what it shows to the application, where it works, and what it does when it cannot. */
package io.mcpoauth2.testapps.process.launch;
