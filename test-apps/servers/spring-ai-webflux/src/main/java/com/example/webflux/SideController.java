package com.example.webflux;

import com.example.server.Executions;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the application serves beside the MCP endpoint. */
@RestController
class SideController {
    @GetMapping("/hello")
    String hello() {
        Executions.record();
        return "hello";
    }

    /** Whatever comes below. */
    @GetMapping("/files/{*path}")
    String files() {
        Executions.record();
        return "file";
    }

    @GetMapping("/health/{probe}")
    String health() {
        return "ok";
    }
}
