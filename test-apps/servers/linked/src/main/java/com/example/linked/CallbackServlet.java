package com.example.linked;

import com.example.server.Executions;
import io.mcpoauth2.CurrentUser;
import io.mcpoauth2.McpEndpoint;
import io.mcpoauth2.NotAuthenticatedException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/** Answers who calls where a container calls back for an asynchronous request: its body's end, its task, its response. */
@WebServlet("/callbacks")
public final class CallbackServlet extends HttpServlet {
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        AsyncContext async = request.startAsync();
        request.getInputStream().setReadListener(new Callbacks(async, request.getInputStream()));
        Executions.record();
    }

    @McpEndpoint
    private static String guarded() {
        return CurrentUser.get().subject();
    }

    private static String caller() {
        try {
            return guarded();
        } catch (NotAuthenticatedException e) {
            return "nobody";
        }
    }

    private static final class Callbacks implements ReadListener, WriteListener {
        private final byte[] buffer = new byte[8192];
        private final Set<String> readers = new TreeSet<>();
        private final AsyncContext async;
        private final ServletInputStream input;
        private volatile String seen = "";

        Callbacks(AsyncContext async, ServletInputStream input) {
            this.async = async;
            this.input = input;
        }

        @Override
        public void onDataAvailable() throws IOException {
            readers.add(caller());
            while (input.isReady() && input.read(buffer) >= 0) {
                // Only who reads it matters.
            }
        }

        @Override
        public void onAllDataRead() {
            readers.add(caller());
            String read = "read by " + readers;
            async.start(() -> {
                seen = read + ", task of " + caller();
                try {
                    async.getResponse().getOutputStream().setWriteListener(this);
                } catch (IOException e) {
                    onError(e);
                }
            });
        }

        @Override
        public void onWritePossible() throws IOException {
            ServletOutputStream output = async.getResponse().getOutputStream();
            if (output.isReady()) {
                output.write((seen + ", written by " + caller()).getBytes(StandardCharsets.UTF_8));
                async.complete();
            }
        }

        @Override
        public void onError(Throwable failure) {
            async.complete();
        }
    }
}
