/** Many calls of many users over a long time, while all that may go wrong does. */
package io.mcpoauth2.testapps.process.soak;
