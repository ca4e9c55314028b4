package io.mcpoauth2.testapps.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls a tool as fast as a server answers, by wrk(1) of the package of that name: tokens by turns over eight keep-alive
 * connections.
 */
final class LoadGenerator implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final Pattern SUMMARY = Pattern.compile("^load (\\d+) (\\d+) (\\d+)$", Pattern.MULTILINE);
    private static final String SCRIPT = """
            local requests, at = {}, 0
            local body = '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"hi"}}}'
            init = function(arguments)
              for token in io.lines(arguments[1]) do
                requests[#requests + 1] = wrk.format("POST", "/mcp", {
                  ["Host"] = "127.0.0.1", ["Content-Type"] = "application/json",
                  ["Accept"] = "application/json, text/event-stream",
                  ["MCP-Protocol-Version"] = "2025-06-18", ["Authorization"] = "Bearer " .. token}, body)
              end
            end
            request = function()
              at = at % #requests + 1
              return requests[at]
            end
            done = function(summary, latency, times)
              local errors = summary.errors
              io.write(string.format("load %d %d %d\\n", summary.requests, summary.duration,
                errors.connect + errors.read + errors.write + errors.status + errors.timeout))
            end
            """;

    private final Path script;
    private final Path tokens;

    LoadGenerator(List<String> tokens) throws IOException {
        this.script = Files.createTempFile("load", ".lua");
        this.tokens = Files.createTempFile("load", ".txt");
        Files.writeString(script, SCRIPT);
        Files.write(this.tokens, tokens);
    }

    /**
     * Loads a server.
     *
     * @throws IllegalStateException if any answer was missing or not 2xx
     */
    Load run(int port, int seconds) throws IOException, InterruptedException {
        Process wrk = new ProcessBuilder(
                        "wrk",
                        "-t1",
                        "-c" + CONNECTIONS,
                        "-d" + seconds + "s",
                        "-s",
                        script.toString(),
                        "http://127.0.0.1:" + port,
                        "--",
                        tokens.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher summary = SUMMARY.matcher(output);
        if (wrk.waitFor() != 0 || !summary.find() || !summary.group(3).equals("0")) {
            throw new IllegalStateException(output);
        }
        return new Load(
                Long.parseLong(summary.group(1)),
                TimeUnit.MICROSECONDS.toNanos(Long.parseLong(summary.group(2))) / 1e9);
    }

    @Override
    public void close() throws IOException {
        Files.delete(script);
        Files.delete(tokens);
    }

    /** What was answered. */
    record Load(long requests, double seconds) {
        double perSecond() {
            return requests / seconds;
        }
    }
}
