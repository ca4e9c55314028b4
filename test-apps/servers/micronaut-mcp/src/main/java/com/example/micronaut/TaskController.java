package com.example.micronaut;

import com.example.server.TaskAnswers;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.sse.Event;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Tasks of a server that no framework has made. */
@Controller("/tasks")
@Consumes(MediaType.ALL)
class TaskController {
    /** By another thread. */
    @Post
    @Produces(MediaType.APPLICATION_JSON)
    Mono<String> json(@Body String message) {
        return Mono.fromCallable(() -> TaskAnswers.answer(message)).subscribeOn(Schedulers.boundedElastic());
    }

    /** In two parts. */
    @Post
    @Produces(MediaType.TEXT_EVENT_STREAM)
    Flux<Event<String>> stream(@Body String message) {
        return Flux.just(
                Event.of("").comment("hello"),
                Event.of(TaskAnswers.answer(message)).name("message"));
    }
}
