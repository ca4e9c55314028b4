/** What a resource server must refuse and what it must accept, request by request, and how it lives with its issuer. */
package io.mcpoauth2.testapps.process.kit;
