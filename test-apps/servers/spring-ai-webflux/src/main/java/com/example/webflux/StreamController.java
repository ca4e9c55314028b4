package com.example.webflux;

import com.example.server.Executions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Responses and requests that take their time. */
@RestController
class StreamController {
    /** Events in the spelling of the servlets' stream, the first at once. */
    @GetMapping("/stream")
    Mono<Void> stream(@RequestParam long events, @RequestParam long interval, ServerHttpResponse response) {
        Executions.record();
        response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
        return response.writeAndFlushWith(Flux.interval(Duration.ZERO, Duration.ofMillis(interval))
                .onBackpressureDrop()
                .take(events)
                .map(number -> "data: " + (number + 1) + "\n\n")
                .map(event -> response.bufferFactory().wrap(event.getBytes(StandardCharsets.UTF_8)))
                .map(Mono::just));
    }

    /** The length of what was sent. */
    @PostMapping("/length")
    Mono<String> length(@RequestBody Mono<byte[]> body) {
        return body.map(bytes -> {
            Executions.record();
            return Integer.toString(bytes.length);
        });
    }
}
