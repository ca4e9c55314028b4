package com.example.webflux;

import com.example.server.Options;
import com.example.server.ServerProcess;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/** An MCP server as the starter of Spring AI makes one on WebFlux; {@code --spring.ai.mcp.server.protocol=STREAMABLE|STATELESS}. */
@SpringBootApplication
public class Application {

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setDefaultProperties(Map.of("server.port", new Options(args).port()));
        application.addListeners((ApplicationListener<WebServerInitializedEvent>)
                event -> ServerProcess.ready(event.getWebServer().getPort()));
        application.run(args);
    }
}
