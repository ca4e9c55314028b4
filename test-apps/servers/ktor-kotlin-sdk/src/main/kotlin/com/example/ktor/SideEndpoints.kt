package com.example.ktor

import com.example.server.Executions
import com.example.server.TaskAnswers
import io.ktor.http.ContentType
import io.ktor.server.application.Application
import io.ktor.server.request.receive
import io.ktor.server.request.receiveText
import io.ktor.server.response.respondText
import io.ktor.server.response.respondTextWriter
import io.ktor.server.routing.get
import io.ktor.server.routing.post
import io.ktor.server.routing.routing
import io.ktor.server.websocket.webSocket
import io.ktor.websocket.Frame
import io.ktor.websocket.readText
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.delay
import kotlinx.coroutines.isActive

/** What the application serves beside the MCP endpoint. */
internal fun Application.sideEndpoints() {
    routing {
        get("/hello") {
            Executions.record()
            call.respondText("hello")
        }
        get("/files/{path...}") {
            Executions.record()
            call.respondText("file")
        }
        get("/health/{probe}") { call.respondText("ok") }
        get("/stream") {
            Executions.record()
            val events = call.queryParameters["events"]!!.toLong()
            val interval = call.queryParameters["interval"]!!.toLong().milliseconds
            call.respondTextWriter(ContentType.Text.EventStream) {
                for (number in 1..events) {
                    write("data: $number\n\n")
                    flush()
                    delay(interval)
                }
            }
        }
        post("/tasks") {
            val message = call.receiveText()
            if (call.request.headers["Accept"] == "text/event-stream") {
                call.respondTextWriter(ContentType.Text.EventStream) {
                    write(": hello\n\n")
                    flush()
                    write(TaskAnswers.event(message))
                }
            } else {
                call.respondText(TaskAnswers.answer(message), ContentType.Application.Json)
            }
        }
        post("/length") {
            val length = call.receive<ByteArray>().size
            Executions.record()
            call.respondText(length.toString())
        }
        webSocket("/socket") {
            for (frame in incoming) {
                Executions.record()
                val text = (frame as Frame.Text).readText()
                do {
                    send(Frame.Text(text))
                    delay(20.milliseconds)
                } while (text == "push" && isActive)
            }
        }
    }
}
