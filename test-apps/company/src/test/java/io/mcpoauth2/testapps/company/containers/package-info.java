/** Containers of several applications, and module systems whose class loaders hide what they do not know. */
package io.mcpoauth2.testapps.company.containers;
