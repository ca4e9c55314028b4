package com.example.ktor.linked

import com.example.server.Executions
import io.mcpoauth2.CurrentUser
import io.mcpoauth2.McpEndpoint
import io.mcpoauth2.TokenValidation
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext

/** Guarded functions that suspend before they ask; each runs its body once. */
class LinkedTools {
    @McpEndpoint
    suspend fun whoami(): String {
        Executions.record()
        val before = CurrentUser.get().subject()
        delay(1)
        val after = CurrentUser.get().subject()
        return if (before == after) after else "$before became $after"
    }

    /** All that a handler may decide by, a line each, sets in the order of the alphabet. */
    @McpEndpoint
    suspend fun describe(): String {
        Executions.record()
        delay(1)
        val user = CurrentUser.get()
        return listOf(
            "subject " + user.subject(),
            "client " + user.clientId().orElse("unknown"),
            "scopes " + user.scopes().toSortedSet(),
            "roles " + user.roles().toSortedSet(),
        ).joinToString("\n")
    }

    @McpEndpoint(scopes = ["mcp:admin"])
    suspend fun admin(): String {
        Executions.record()
        delay(1)
        return "admin:" + CurrentUser.get().subject()
    }

    @McpEndpoint(roles = ["operator"])
    suspend fun role(): String {
        Executions.record()
        return "role:" + withContext(Dispatchers.IO) { 1 }.let { CurrentUser.get().subject() }
    }

    /** Marked by nobody. */
    suspend fun registered(): String {
        Executions.record()
        delay(1)
        return CurrentUser.find().map { it.subject() }.orElse("nobody")
    }

    suspend fun validate(token: String): String = TokenValidation.validate(token).subject()
}
