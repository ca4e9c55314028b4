package com.example.micronaut;

import com.example.server.Executions;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.ServerWebSocket;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** A WebSocket that answers with what it gets, and after "push" with more and more of it. */
@ServerWebSocket("/socket")
class EchoSocket {
    @OnMessage
    Publisher<String> onMessage(String text, WebSocketSession session) {
        Executions.record();
        Flux<String> answers = text.equals("push")
                ? Flux.interval(Duration.ZERO, Duration.ofMillis(20))
                        .onBackpressureDrop()
                        .map(number -> text)
                : Flux.just(text);
        return answers.concatMap(session::send);
    }
}
