/** What listens beside the servers that there are doors for. */
package io.mcpoauth2.testapps.process.listeners;
