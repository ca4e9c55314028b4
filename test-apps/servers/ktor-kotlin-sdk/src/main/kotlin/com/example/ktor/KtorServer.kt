package com.example.ktor

import com.example.server.Options
import com.example.server.ServerProcess
import com.example.server.Tls
import io.ktor.server.application.Application
import io.ktor.server.application.install
import io.ktor.server.cio.CIO
import io.ktor.server.engine.ApplicationEngine
import io.ktor.server.engine.connector
import io.ktor.server.engine.embeddedServer
import io.ktor.server.engine.sslConnector
import io.ktor.server.netty.Netty
import io.ktor.server.websocket.WebSockets
import io.netty.handler.ssl.SslHandler
import java.security.KeyStore
import java.util.ServiceLoader
import kotlinx.coroutines.runBlocking

/** An MCP server of the Kotlin SDK; `engine=cio|netty`, `transport=streamable|stateless|sse`, `http2=true`, `tls=`. */
fun main(args: Array<String>) {
    System.setProperty("kotlin-logging.logStartupMessage", "false") // It would go to standard output.
    val options = Options(*args)
    ServerProcess.run {
        val engine = if (options.text("engine", "cio") == "netty") netty(options) else cio(options)
        runBlocking { engine.resolvedConnectors().first().port }
    }
}

private fun cio(options: Options): ApplicationEngine =
    embeddedServer(CIO, port = options.port(), host = HOST) { endpoints(options) }.start().engine

private fun netty(options: Options): ApplicationEngine =
    embeddedServer(
        Netty,
        configure = {
            val tls = Tls.of(options)
            enableHttp2 = options.flag("http2")
            enableH2c = enableHttp2 && tls.isEmpty
            // Ktor itself insists on a certificate where there is a trust store.
            channelPipelineConfig = { get(SslHandler::class.java)?.engine()?.wantClientAuth = true }
            if (tls.isEmpty) {
                connector { place(options) }
            } else {
                val password = tls.get().password().toCharArray()
                val store = KeyStore.getInstance(tls.get().store().toFile(), password)
                sslConnector(store, store.aliases().asSequence().first(store::isKeyEntry), { password }, { password }) {
                    place(options)
                    trustStore = store.takeUnless { enableHttp2 }
                }
            }
        },
    ) { endpoints(options) }.start().engine

private fun io.ktor.server.engine.EngineConnectorBuilder.place(options: Options) {
    host = HOST
    port = options.port()
}

private fun Application.endpoints(options: Options) {
    install(WebSockets)
    mcp(options.text("transport", "streamable"))
    sideEndpoints()
    ServiceLoader.load(Extension::class.java).forEach { it.install(this) }
}

private const val HOST = "127.0.0.1"
