package com.example.webflux;

import com.example.server.Executions;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A WebSocket that answers with what it gets, and after "push" with more and more of it. */
@Configuration
class Sockets {
    @Bean
    HandlerMapping socketMapping() {
        WebSocketHandler echo = Sockets::echo;
        return new SimpleUrlHandlerMapping(Map.of("/socket", echo), -1);
    }

    private static Mono<Void> echo(WebSocketSession session) {
        return session.send(session.receive().flatMap(message -> {
            Executions.record();
            String text = message.getPayloadAsText();
            Flux<String> answers = text.equals("push")
                    ? Flux.interval(Duration.ZERO, Duration.ofMillis(20))
                            .onBackpressureDrop()
                            .map(number -> text)
                    : Flux.just(text);
            return answers.map(session::textMessage);
        }));
    }
}
