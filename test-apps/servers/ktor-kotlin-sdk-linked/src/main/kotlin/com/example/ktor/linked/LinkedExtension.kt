package com.example.ktor.linked

import com.example.ktor.Extension
import com.example.ktor.addTextTool
import com.example.ktor.argument
import io.ktor.server.application.Application
import io.ktor.server.request.receive
import io.ktor.server.response.respondText
import io.ktor.server.response.respondTextWriter
import io.ktor.server.routing.get
import io.ktor.server.routing.post
import io.ktor.server.routing.routing
import io.modelcontextprotocol.kotlin.sdk.server.Server

/** Tools and routes that ask who is calling. */
class LinkedExtension : Extension {
    private val caller = Caller()

    override fun addTools(server: Server) {
        val tools = LinkedTools()
        server.addTextTool("whoami") { tools.whoami() }
        server.addTextTool("describe") { tools.describe() }
        server.addTextTool("admin") { tools.admin() }
        server.addTextTool("role") { tools.role() }
        server.addTextTool("registered") { tools.registered() }
        server.addTextTool("validate", "token" to "string") { tools.validate(it.argument("token").content) }
        server.addTextTool("hops") { Hops(caller).all() }
    }

    override fun install(application: Application) {
        application.routing {
            get("/whoami-http") { call.respondText(caller.admin()) }
            get("/caller/{hop}") { call.respondText(Hops(caller).one(call.parameters["hop"]!!)) }
            post("/caller/body") {
                val length = call.receive<ByteArray>().size
                call.respondText("$length of ${caller.name()}")
            }
            get("/caller/stream") {
                call.respondTextWriter {
                    repeat(1000) { write(caller.name() + ' ') }
                }
            }
        }
    }
}
