package com.example.servlet;

import com.example.server.Executions;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Upgrades its connection to a protocol that sends back every byte: when some have come, or with {@code ?by=caller} by the
 * thread that upgrades, which waits for them.
 */
final class UpgradeServlet extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        Executions.record();
        response.setHeader("Upgrade", "echo");
        response.setHeader("Connection", "Upgrade");
        boolean waiting = "caller".equals(request.getParameter("by"));
        Class<? extends HttpUpgradeHandler> protocol = waiting ? WaitingEcho.class : Echo.class;
        request.upgrade(protocol);
    }

    public static final class Echo implements HttpUpgradeHandler, ReadListener {
        private ServletInputStream input;
        private ServletOutputStream output;

        @Override
        public void init(WebConnection connection) {
            try {
                input = connection.getInputStream();
                output = connection.getOutputStream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            input.setReadListener(this);
        }

        @Override
        public void onDataAvailable() throws IOException {
            while (input.isReady()) {
                int next = input.read();
                if (next < 0) {
                    return;
                }
                output.write(next);
                output.flush();
            }
        }

        @Override
        public void onAllDataRead() throws IOException {
            output.close();
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void destroy() {}
    }

    public static final class WaitingEcho implements HttpUpgradeHandler {
        @Override
        public void init(WebConnection connection) {
            try (ServletInputStream input = connection.getInputStream();
                    ServletOutputStream output = connection.getOutputStream()) {
                for (int next = input.read(); next >= 0; next = input.read()) {
                    output.write(next);
                    output.flush();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void destroy() {}
    }
}
