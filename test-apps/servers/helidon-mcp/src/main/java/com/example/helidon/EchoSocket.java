package com.example.helidon;

import com.example.server.Executions;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;

/** A WebSocket that answers with what it gets, after "push" with more and more of it, and does not come back from "hang". */
final class EchoSocket implements WsListener {
    @Override
    public void onMessage(WsSession session, String text, boolean last) {
        Executions.record();
        try {
            session.send(text, true);
            if (text.equals("hang")) {
                Thread.sleep(Long.MAX_VALUE);
            }
            while (text.equals("push")) {
                Thread.sleep(20);
                session.send(text, true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
