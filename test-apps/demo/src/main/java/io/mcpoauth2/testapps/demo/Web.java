package io.mcpoauth2.testapps.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Plain HTTP of which the transcript shows both sides: status, challenge, redirect and body. */
final class Web {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Transcript transcript;

    Web(Transcript transcript) {
        this.transcript = transcript;
    }

    /** Reads a document, and leaves it to the caller to show it. */
    HttpResponse<String> get(URI uri) {
        return send(uri, HttpRequest.newBuilder(uri), "");
    }

    /** Asks for a redirect, and shows no more than that it came: it holds an authorization code. */
    HttpResponse<String> visit(URI uri, Map<String, String> query, String note) {
        return send(uri, HttpRequest.newBuilder(URI.create(uri + "?" + form(query))), note);
    }

    /** Sends a form, and shows no body: it holds a token. */
    HttpResponse<String> submit(URI uri, Map<String, String> fields, String note) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(fields)));
        return send(uri, request, note);
    }

    /**
     * Sends an MCP message.
     *
     * @param token null to send none
     */
    HttpResponse<String> message(URI endpoint, String json, String token, String note) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = send(endpoint, request, note);
        transcript.answer(answer.body());
        return answer;
    }

    private HttpResponse<String> send(URI shown, HttpRequest.Builder builder, String note) {
        HttpRequest request = builder.timeout(Duration.ofMinutes(5)).build();
        transcript.request(request.method(), shown, note);
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            transcript.answer(String.valueOf(answer.statusCode()));
            answer.headers()
                    .firstValue("WWW-Authenticate")
                    .ifPresent(challenge -> transcript.answer("WWW-Authenticate: " + challenge));
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException("No answer from " + shown, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + shown, e);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
