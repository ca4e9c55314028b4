package com.example.webflux;

import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks who calls at the places where an event loop or a scheduler runs a request's code. */
@RestController
class CallerController {
    private final Caller caller;

    CallerController(Caller caller) {
        this.caller = caller;
    }

    /** When the body has been read. */
    @PostMapping("/caller/body")
    Mono<String> afterBody(@RequestBody Mono<byte[]> body) {
        return body.map(bytes -> bytes.length + " of " + caller.name());
    }

    /** As often as the connection asks for more. */
    @GetMapping(path = "/caller/stream", produces = MediaType.TEXT_PLAIN_VALUE)
    Flux<String> inStream() {
        return Flux.range(0, 1000).map(number -> caller.name() + ' ');
    }

    /** By a timer's thread. */
    @GetMapping("/caller/later")
    Mono<String> later() {
        return Mono.delay(Duration.ofMillis(1)).map(tick -> caller.name());
    }
}
