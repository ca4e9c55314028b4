package com.example.helidon;

import com.example.server.Executions;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;

/** A WebSocket that answers with what it gets, after "push" with more and more of it, and after "hang" not at all. */
final class EchoSocket implements WsListener {
    @Override
    public void onMessage(WsSession session, String text, boolean last) {
        Executions.record();
        try {
            if (text.equals("hang")) {
                Thread.sleep(Long.MAX_VALUE);
            }
            session.send(text, true);
            while (text.equals("push")) {
                Thread.sleep(20);
                session.send(text, true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
