package com.example.ktor.linked

import com.example.server.Executions
import io.mcpoauth2.CurrentUser
import io.mcpoauth2.McpEndpoint

/** Guarded methods deep in the application. */
class Caller {
    @McpEndpoint
    fun name(): String {
        Executions.record()
        return CurrentUser.get().subject()
    }

    @McpEndpoint(scopes = ["mcp:admin"])
    suspend fun admin(): String {
        Executions.record()
        return CurrentUser.get().subject()
    }
}
