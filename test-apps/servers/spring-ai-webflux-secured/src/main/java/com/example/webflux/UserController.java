package com.example.webflux;

import com.example.server.Executions;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Says who Spring Security takes its caller for, and what it has put into the session. */
@RestController
class UserController {
    @GetMapping({"/user", "/anyone/user", "/open/user", "/admin"})
    Mono<String> user(ServerWebExchange exchange) {
        Executions.record();
        Mono<String> principal = exchange.getPrincipal().map(Principal::getName).defaultIfEmpty("nobody");
        return current().zipWith(principal, (user, name) -> user + " " + name);
    }

    /** Asks when other threads have had the request. */
    @GetMapping("/user/late")
    Mono<String> late() {
        Executions.record();
        return Mono.delay(Duration.ofMillis(10))
                .publishOn(Schedulers.boundedElastic())
                .then(current());
    }

    /** Begins a session, and lists what is in it. */
    @GetMapping({"/user/session", "/anyone/session"})
    Set<String> session(WebSession session) {
        session.start();
        return new TreeSet<>(session.getAttributes().keySet());
    }

    private static Mono<String> current() {
        return ReactiveSecurityContextHolder.getContext()
                .mapNotNull(SecurityContext::getAuthentication)
                .map(UserController::described)
                .defaultIfEmpty("nobody");
    }

    static String described(Authentication user) {
        List<String> authorities = user.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .sorted()
                .collect(Collectors.toList());
        return user.getName() + authorities;
    }
}
