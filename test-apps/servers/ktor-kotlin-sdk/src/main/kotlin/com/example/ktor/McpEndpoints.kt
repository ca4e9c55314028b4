package com.example.ktor

import com.example.server.StandardTools
import io.ktor.server.application.Application
import io.ktor.server.application.install
import io.ktor.server.application.pluginOrNull
import io.ktor.server.routing.post
import io.ktor.server.routing.routing
import io.ktor.server.sse.SSE
import io.modelcontextprotocol.kotlin.sdk.server.Server
import io.modelcontextprotocol.kotlin.sdk.server.ServerOptions
import io.modelcontextprotocol.kotlin.sdk.server.StreamableHttpServerTransport
import io.modelcontextprotocol.kotlin.sdk.server.mcp
import io.modelcontextprotocol.kotlin.sdk.server.mcpStatelessStreamableHttp
import io.modelcontextprotocol.kotlin.sdk.server.mcpStreamableHttp
import io.modelcontextprotocol.kotlin.sdk.types.CallToolRequest
import io.modelcontextprotocol.kotlin.sdk.types.CallToolResult
import io.modelcontextprotocol.kotlin.sdk.types.Implementation
import io.modelcontextprotocol.kotlin.sdk.types.ServerCapabilities
import io.modelcontextprotocol.kotlin.sdk.types.TextContent
import io.modelcontextprotocol.kotlin.sdk.types.ToolSchema
import java.util.ServiceLoader
import kotlinx.coroutines.delay
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long

/** `/mcp` and `/sse` are the SDK's routes, `/own` is the application's with a transport of the SDK's. */
internal fun Application.mcp(transport: String) {
    when (transport) {
        "sse" -> {}
        "stateless" -> mcpStatelessStreamableHttp(path = "/mcp", enableDnsRebindingProtection = false) { server() }
        else -> mcpStreamableHttp(path = "/mcp", enableDnsRebindingProtection = false) { server() }
    }
    if (pluginOrNull(SSE) == null) {
        install(SSE)
    }
    routing {
        mcp("/sse", enableDnsRebindingProtection = false) { server() }
        post("/own") {
            val own = StreamableHttpServerTransport(
                StreamableHttpServerTransport.Configuration(enableJsonResponse = true),
            ).also { it.setSessionIdGenerator(null) }
            server().createSession(own)
            own.handleRequest(null, call)
        }
    }
}

internal fun server(): Server =
    Server(
        Implementation("test-server", "1"),
        ServerOptions(ServerCapabilities(tools = ServerCapabilities.Tools(listChanged = false))),
    ).also { server ->
        server.addTextTool("echo", "text" to "string") { request ->
            delay(1) // So that the handler, and what called it, are resumed on another thread.
            StandardTools.echo(request.argument("text").content)
        }
        server.addTextTool("add", "a" to "integer", "b" to "integer") { request ->
            StandardTools.add(request.argument("a").long, request.argument("b").long)
        }
        server.addTextTool("count") { StandardTools.count() }
        ServiceLoader.load(Extension::class.java).forEach { it.addTools(server) }
    }

/** A tool that answers one text. */
fun Server.addTextTool(
    name: String,
    vararg arguments: Pair<String, String>,
    body: suspend (CallToolRequest) -> String,
) {
    val schema = ToolSchema(
        properties = buildJsonObject {
            for ((argument, type) in arguments) {
                put(argument, JsonObject(mapOf("type" to JsonPrimitive(type))))
            }
        },
        required = arguments.map { it.first },
    )
    addTool(name, name, schema) { request -> CallToolResult(content = listOf(TextContent(body(request)))) }
}

fun CallToolRequest.argument(name: String): JsonPrimitive = params.arguments!!.getValue(name).jsonPrimitive
