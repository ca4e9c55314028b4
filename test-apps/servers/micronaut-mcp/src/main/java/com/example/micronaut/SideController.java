package com.example.micronaut;

import com.example.server.Executions;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.sse.Event;
import java.time.Duration;
import reactor.core.publisher.Flux;

/** What the application serves beside the MCP endpoint. */
@Controller
@Produces(MediaType.TEXT_PLAIN)
class SideController {
    @Get("/hello")
    String hello() {
        Executions.record();
        return "hello";
    }

    /** Whatever comes below. */
    @Get("/files/{+path}")
    String files(String path) {
        Executions.record();
        return "file";
    }

    @Get("/health/{probe}")
    String health(String probe) {
        return "ok";
    }

    /** The length of what was sent. */
    @Post("/length")
    @Consumes(MediaType.ALL)
    String length(@Body byte[] body) {
        Executions.record();
        return Integer.toString(body.length);
    }

    /** Events in the spelling of the servlets' stream, the first at once. */
    @Get("/stream")
    @Produces(MediaType.TEXT_EVENT_STREAM)
    Flux<Event<String>> stream(@QueryValue long events, @QueryValue long interval) {
        Executions.record();
        return Flux.interval(Duration.ZERO, Duration.ofMillis(interval))
                .onBackpressureDrop()
                .take(events)
                .map(number -> Event.of(Long.toString(number + 1)));
    }
}
