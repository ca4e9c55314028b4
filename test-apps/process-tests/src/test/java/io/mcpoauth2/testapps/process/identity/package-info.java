/** Who calls: every guarded method knows the user of the very request it works for, or refuses. */
package io.mcpoauth2.testapps.process.identity;
