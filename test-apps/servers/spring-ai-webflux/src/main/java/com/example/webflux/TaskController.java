package com.example.webflux;

import com.example.server.TaskAnswers;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Tasks of a server that no framework has made. */
@RestController
class TaskController {
    /** JSON by another thread, or a stream of two parts, each of which is sent at once. */
    @PostMapping("/tasks")
    Mono<Void> task(@RequestBody String message, ServerHttpRequest request, ServerHttpResponse response) {
        if (MediaType.TEXT_EVENT_STREAM_VALUE.equals(request.getHeaders().getFirst("Accept"))) {
            response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
            return response.writeAndFlushWith(
                    Flux.just(": hello\n\n", TaskAnswers.event(message)).map(part -> Mono.just(part(part, response))));
        }
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        return response.writeWith(Mono.fromCallable(() -> part(TaskAnswers.answer(message), response))
                .subscribeOn(Schedulers.boundedElastic()));
    }

    private static DataBuffer part(String text, ServerHttpResponse response) {
        return response.bufferFactory().wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
