package com.example.servlet;

import com.example.server.Executions;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/**
 * A WebSocket that sends back what it gets. Told {@code push}, it has another thread send without end; told {@code hang},
 * it never comes back from that message.
 */
public final class EchoEndpoint extends Endpoint {
    /** The endpoints of a container are in this attribute, where it has any (WebSocket specification §6.4). */
    static final String CONTAINER = "jakarta.websocket.server.ServerContainer";

    static void add(ServletContext context) throws ServletException {
        ServerContainer container = (ServerContainer) context.getAttribute(CONTAINER);
        try {
            container.addEndpoint(ServerEndpointConfig.Builder.create(EchoEndpoint.class, "/socket")
                    .build());
        } catch (DeploymentException e) {
            throw new ServletException(e);
        }
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        Executions.record();
        session.addMessageHandler(String.class, new Echo(session));
    }

    private record Echo(Session session) implements MessageHandler.Whole<String> {
        @Override
        public void onMessage(String text) {
            send(text);
            switch (text) {
                case "push" -> new Thread(this::push, "push").start();
                case "hang" -> hang();
                default -> {}
            }
        }

        private void push() {
            try {
                for (int i = 0; session.isOpen(); i++) {
                    send("pushed " + i);
                    Thread.sleep(20);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void hang() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void send(String text) {
            try {
                session.getBasicRemote().sendText(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
