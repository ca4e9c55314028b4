package com.example.kotlin

import com.example.server.Options
import com.example.server.ServerProcess
import com.example.server.StandardTools
import io.ktor.server.application.Application
import io.ktor.server.cio.CIO
import io.ktor.server.engine.embeddedServer
import io.ktor.server.netty.Netty
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.post
import io.ktor.server.routing.routing
import io.modelcontextprotocol.kotlin.sdk.server.Server
import io.modelcontextprotocol.kotlin.sdk.server.ServerOptions
import io.modelcontextprotocol.kotlin.sdk.server.StreamableHttpServerTransport
import io.modelcontextprotocol.kotlin.sdk.server.mcp
import io.modelcontextprotocol.kotlin.sdk.server.mcpStreamableHttp
import io.modelcontextprotocol.kotlin.sdk.types.CallToolResult
import io.modelcontextprotocol.kotlin.sdk.types.Implementation
import io.modelcontextprotocol.kotlin.sdk.types.ServerCapabilities
import io.modelcontextprotocol.kotlin.sdk.types.TextContent
import io.modelcontextprotocol.kotlin.sdk.types.ToolSchema
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.jsonPrimitive

/** An MCP server of the Kotlin SDK; `engine=cio|netty`. `/mcp` and `/sse` are the SDK's routes, `/own` is not. */
fun main(args: Array<String>) {
    val options = Options(*args)
    val server = if (options.text("engine", "cio") == "netty") {
        embeddedServer(Netty, port = options.port(), host = "127.0.0.1") { endpoints() }.start().engine
    } else {
        embeddedServer(CIO, port = options.port(), host = "127.0.0.1") { endpoints() }.start().engine
    }
    ServerProcess.ready(runBlocking { server.resolvedConnectors().first().port })
}

private fun Application.endpoints() {
    mcpStreamableHttp(path = "/mcp", enableDnsRebindingProtection = false) { server() }
    routing {
        mcp("/sse", enableDnsRebindingProtection = false) { server() }
        get("/health") { call.respondText("up") }
        post("/own") {
            val transport = StreamableHttpServerTransport(
                StreamableHttpServerTransport.Configuration(enableJsonResponse = true),
            ).also { it.setSessionIdGenerator(null) }
            server().createSession(transport)
            transport.handleRequest(null, call)
        }
    }
}

private fun server(): Server =
    Server(
        Implementation("test-server", "1"),
        ServerOptions(ServerCapabilities(tools = ServerCapabilities.Tools(listChanged = false))),
    ).also { server ->
        server.addTool("echo", "echo", ToolSchema()) { request ->
            delay(1) // So that the handler, and what called it, are resumed on another thread.
            val text = request.params.arguments?.get("text")?.jsonPrimitive?.content ?: ""
            CallToolResult(content = listOf(TextContent(StandardTools.echo(text))))
        }
    }
