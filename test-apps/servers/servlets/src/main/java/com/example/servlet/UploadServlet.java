package com.example.servlet;

import com.example.server.Executions;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers length and checksum of the body, read by the calling thread or ({@code ?read=listener}) without blocking. */
final class UploadServlet extends HttpServlet {
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Executions.record();
        response.setContentType("text/plain");
        // Not getParameter: it may read the body of a form.
        if ("read=listener".equals(request.getQueryString())) {
            AsyncContext async = request.startAsync();
            ServletInputStream input = request.getInputStream();
            input.setReadListener(new BodyListener(async, input));
        } else {
            response.getWriter().print(Body.read(request.getInputStream()));
        }
    }

    /** Reads what is there whenever the container says that something is. */
    private static final class BodyListener implements ReadListener {
        private final Body body = new Body();
        private final byte[] buffer = new byte[8192];
        private final AsyncContext async;
        private final ServletInputStream input;

        BodyListener(AsyncContext async, ServletInputStream input) {
            this.async = async;
            this.input = input;
        }

        @Override
        public void onDataAvailable() throws IOException {
            while (input.isReady()) {
                int read = input.read(buffer);
                if (read < 0) {
                    return;
                }
                body.add(buffer, read);
            }
        }

        @Override
        public void onAllDataRead() throws IOException {
            async.getResponse().getWriter().print(body);
            async.complete();
        }

        @Override
        public void onError(Throwable failure) {
            async.complete();
        }
    }
}
