/** What an authenticated caller may do: scopes and roles. */
@NullMarked
package io.mcpoauth2.agent.access;

import org.jspecify.annotations.NullMarked;
