package com.example.ktor

import io.ktor.server.application.Application
import io.modelcontextprotocol.kotlin.sdk.server.Server

/** What comes from the class path: the linked variant of a server is the same server with one more jar. */
interface Extension {
    fun install(application: Application)

    fun addTools(server: Server)
}
