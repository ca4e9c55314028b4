package io.mcpoauth2.testapps.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.process.Artifacts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An MCP client of others in a process of its own, {@code login.mjs}, which a user logs in. */
final class LoginClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String AUTHORIZE = "AUTHORIZE ";
    private static final String ANSWER = "ANSWER ";

    private LoginClient() {}

    /**
     * What the client made of the server.
     *
     * @param authorizations where it sent the browser, in order
     * @param tools the names of those it was told of
     * @param answer the result of its call
     */
    record Session(List<URI> authorizations, List<String> tools, JsonNode answer) {}

    /**
     * Gives a client the address of a server and has it call a tool.
     *
     * @param client its name in the script
     * @param user who logs in where the client asks for it
     */
    static Session run(String client, String address, String tool, String user) {
        return session(user, client, address, tool);
    }

    /** The same for a client that the issuer knows by this id. */
    static Session runKnown(String client, String id, String address, String tool, String user) {
        return session(user, client, address, tool, id);
    }

    private static Session session(String user, String... arguments) {
        Path errors = temporaryFile();
        Process process = start(errors, arguments);
        // A client that waits for ever is ended, and with it what is read here.
        CompletableFuture<Process> end = process.onExit().orTimeout(TimeLimit.OF_A_WAIT.toSeconds(), TimeUnit.SECONDS);
        end.whenComplete((ended, late) -> kill(process));
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                OutputStream input = process.getOutputStream()) {
            List<URI> authorizations = new ArrayList<>();
            Browser browser = new Browser(user);
            logIn(next(output, AUTHORIZE, errors), browser, authorizations, input);
            List<String> tools = new ArrayList<>();
            JSON.readTree(next(output, "TOOLS ", errors)).forEach(name -> tools.add(name.asText()));
            String line = next(output, "", errors);
            if (line.startsWith(AUTHORIZE)) {
                logIn(line.substring(AUTHORIZE.length()), browser, authorizations, input);
                line = next(output, "", errors);
            }
            assertThat(line).as(() -> errorsOf(errors)).startsWith(ANSWER);
            JsonNode answer = JSON.readTree(line.substring(ANSWER.length()));
            assertThat(end.join().exitValue()).as(Files.readString(errors)).isZero();
            return new Session(authorizations, tools, answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            kill(process);
        }
    }

    private static void logIn(String address, Browser browser, List<URI> authorizations, OutputStream input)
            throws IOException {
        URI authorization = URI.create(address);
        authorizations.add(authorization);
        URI callback =
                browser.authorize(authorization, Http.decoded(authorization).get("redirect_uri"));
        input.write((callback + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    private static Process start(Path errors, String... arguments) {
        List<String> command = new ArrayList<>(List.of(OidcProvider.node(), "login.mjs"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .directory(Path.of(Artifacts.property("clients.home")).toFile())
                    .redirectError(errors.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a line with this mark in front; that it comes means that nothing before has failed. */
    private static String next(BufferedReader output, String mark, Path errors) throws IOException {
        String line = output.readLine();
        assertThat(line).as(() -> mark + errorsOf(errors)).startsWith(mark);
        return line.substring(mark.length());
    }

    private static Path temporaryFile() {
        try {
            Path file = Files.createTempFile("login", ".log");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String errorsOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With what it started: the bridge, the browser. */
    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
