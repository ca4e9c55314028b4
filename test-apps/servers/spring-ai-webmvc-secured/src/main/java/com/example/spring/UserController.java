package com.example.spring;

import com.example.server.Executions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Profile;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says who Spring Security takes its caller for, and what it has put into the session. */
@RestController
@Profile("required-users")
class UserController {
    private static volatile Authentication kept;

    @GetMapping({"/user", "/anyone/user", "/open/user"})
    String user(HttpServletRequest request) {
        Executions.record();
        return user() + " " + request.getRemoteUser() + " " + request.isUserInRole("operator");
    }

    /** Answers by another thread, and an asynchronous dispatch. */
    @GetMapping("/user/async")
    Callable<String> async() {
        Executions.record();
        return UserController::user;
    }

    @GetMapping("/user/kept")
    String kept() {
        return kept.getName() + kept.isAuthenticated() + kept.getAuthorities() + kept;
    }

    /** Makes a session where there is none, and lists what is in it. */
    @GetMapping({"/user/session", "/anyone/session"})
    List<String> session(HttpSession session) {
        return Collections.list(session.getAttributeNames());
    }

    static String user() {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        kept = user;
        return user == null
                ? "nobody"
                : user.getName()
                        + user.getAuthorities().stream()
                                .map(GrantedAuthority::getAuthority)
                                .sorted()
                                .collect(Collectors.toList());
    }
}
