package com.example.spring;

import com.example.server.TaskAnswers;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Answers messages as a server of MCP tasks does, from another thread. */
@RestController
class TasksController {
    @PostMapping("/tasks")
    StreamingResponseBody tasks(
            @RequestHeader(name = "Accept", required = false) String accepted,
            @RequestBody String message,
            HttpServletResponse response) {
        if (!"text/event-stream".equals(accepted)) {
            response.setContentType("application/json");
            return body -> body.write(TaskAnswers.answer(message).getBytes(StandardCharsets.UTF_8));
        }
        response.setContentType("text/event-stream");
        return body -> {
            body.write(": hello\n\n".getBytes(StandardCharsets.UTF_8));
            body.flush();
            body.write(TaskAnswers.event(message).getBytes(StandardCharsets.UTF_8));
        };
    }
}
