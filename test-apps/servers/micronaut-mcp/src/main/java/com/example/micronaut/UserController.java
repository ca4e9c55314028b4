package com.example.micronaut;

import com.example.server.Executions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.security.Principal;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Says who Micronaut takes its caller for. */
@Controller
@Produces(MediaType.TEXT_PLAIN)
class UserController {
    private static volatile Principal kept;

    @Get("/user")
    String user(HttpRequest<?> request) {
        Executions.record();
        return name(request);
    }

    @Get("/exempt/user")
    String exempt(HttpRequest<?> request) {
        return name(request);
    }

    @Get("/open/user")
    String open(HttpRequest<?> request) {
        return name(request);
    }

    @Get("/user/blocking")
    @ExecuteOn(TaskExecutors.BLOCKING)
    String blocking(HttpRequest<?> request) {
        return name(request);
    }

    @Get("/user/late")
    Mono<String> late(HttpRequest<?> request) {
        return Mono.delay(Duration.ofMillis(10)).map(tick -> name(request));
    }

    /** As an application does that knows its users by itself. */
    @Get("/user/own")
    String own(HttpRequest<?> request) {
        request.setUserPrincipal(() -> "local");
        return name(request);
    }

    /** The principal of the last request. */
    @Get("/user/kept")
    String kept() {
        return kept.getName() + ' ' + kept;
    }

    private static String name(HttpRequest<?> request) {
        Principal principal = request.getUserPrincipal().orElse(null);
        kept = principal;
        return principal == null ? "nobody" : principal.getName();
    }
}
