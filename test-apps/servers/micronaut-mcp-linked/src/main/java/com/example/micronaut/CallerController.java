package com.example.micronaut;

import com.example.server.Executions;
import io.mcpoauth2.CurrentUser;
import io.mcpoauth2.McpEndpoint;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A guarded HTTP handler, and questions who calls at the places where a request's code runs. */
@Controller
@Produces(MediaType.TEXT_PLAIN)
class CallerController {
    private final Caller caller;

    CallerController(Caller caller) {
        this.caller = caller;
    }

    /** A guarded method deep in the application. */
    @Singleton
    static class Caller {
        @McpEndpoint
        String name() {
            Executions.record();
            return CurrentUser.get().subject();
        }
    }

    @Get("/whoami-http")
    @McpEndpoint(scopes = "mcp:admin")
    String whoami() {
        Executions.record();
        return CurrentUser.get().subject();
    }

    /** When the body has been read. */
    @Post("/caller/body")
    @Consumes(MediaType.ALL)
    Mono<String> afterBody(@Body Publisher<byte[]> body) {
        return Flux.from(body)
                .map(part -> part.length)
                .reduce(0, Integer::sum)
                .map(length -> length + " of " + caller.name());
    }

    /** As often as the connection asks for more. */
    @Get("/caller/stream")
    Flux<String> inStream() {
        return Flux.range(0, 1000).map(number -> caller.name() + ' ');
    }

    /** By a timer's thread. */
    @Get("/caller/later")
    Mono<String> later() {
        return Mono.delay(Duration.ofMillis(1)).map(tick -> caller.name());
    }

    /** By a worker's thread. */
    @Get("/caller/worker")
    @ExecuteOn(TaskExecutors.BLOCKING)
    String worker() {
        return caller.name();
    }
}
