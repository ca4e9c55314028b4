/** Agents of others in the same JVM: each does its work, and the lock holds. */
package io.mcpoauth2.testapps.company.agents;
