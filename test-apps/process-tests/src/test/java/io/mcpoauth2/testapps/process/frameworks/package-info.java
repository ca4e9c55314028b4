/** The caller as the user of an application's own framework, where a setting says so. */
package io.mcpoauth2.testapps.process.frameworks;
