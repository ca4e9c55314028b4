package com.example.ktor

import com.example.server.IdleListener
import com.example.server.Options
import io.modelcontextprotocol.kotlin.sdk.server.StdioServerTransport
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.runBlocking
import kotlinx.io.asSink
import kotlinx.io.asSource
import kotlinx.io.buffered

/** A server that its client starts: standard input and output carry the protocol and nothing else. */
object StdioServer {
    @JvmStatic
    fun main(args: Array<String>) {
        System.setProperty("kotlin-logging.logStartupMessage", "false") // It would go to standard output.
        if (Options(*args).flag("listen")) {
            IdleListener.open()
        }
        runBlocking {
            val ended = CompletableDeferred<Unit>()
            val transport = StdioServerTransport(System.`in`.asSource().buffered(), System.out.asSink().buffered())
            transport.onClose { ended.complete(Unit) }
            server().createSession(transport)
            ended.await()
        }
    }
}
