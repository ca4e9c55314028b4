package io.mcpoauth2.testapps.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpoauth2.testapps.issuer.Client;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.User;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The demo: one MCP server, first as it is and then with the flag, on the same port.
 *
 * <p>Every step is checked; the exit status is 1 if anything is not as it is told.
 */
public final class Demo {
    /** The first message of every MCP session. */
    private static final String INITIALIZE = """
            {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-11-25",
             "capabilities": {}, "clientInfo": {"name": "demo", "version": "1"}}}""";

    private static final String SCOPE = "mcp:use";

    private final Path agent;
    private final Path libraries;
    private final Transcript transcript;
    private final Web web;

    private Demo(Path agent, Path libraries, Transcript transcript) {
        this.agent = agent;
        this.libraries = libraries;
        this.transcript = transcript;
        this.web = new Web(transcript);
    }

    /** Takes two arguments: the agent's jar and the folder with the server's jars. */
    public static void main(String[] args) {
        PrintStream out = System.out;
        Transcript transcript = new Transcript(out);
        transcript.plain("Everything is built. Each of the six steps takes a few seconds.");
        if (args.length != 2) {
            transcript.plain("usage: Demo <agent jar> <folder of the server's jars>");
            System.exit(2);
        }
        int status = 0;
        try {
            new Demo(Path.of(args[0]), Path.of(args[1]), transcript).run();
            transcript.plain("Everything was as told.");
        } catch (RuntimeException e) {
            status = 1;
            transcript.plain("NOT AS TOLD: " + e.getMessage());
            e.printStackTrace(System.err);
        }
        System.exit(status); // The SDK's client leaves threads behind.
    }

    private void run() {
        int port = answersAnyone();
        URI endpoint = URI.create("http://127.0.0.1:" + port + "/mcp");
        try (EmbeddedIssuer issuer = EmbeddedIssuer.builder()
                .client(Client.application(Login.CLIENT_ID, Login.REDIRECT_URI, SCOPE, "profile"))
                .user(User.of("alice", "alice@example.com", "Alice Example"))
                .start()) {
            transcript.step("The same server with the flag refuses whoever brings no token");
            try (DemoServer server = DemoServer.start(libraries, agent, settings(issuer, endpoint), port, transcript)) {
                URI metadata = refuses(endpoint, server);
                String authorizationServer = tellsWhereToLogIn(metadata, endpoint, issuer);
                Login login = knowsTheCaller(endpoint, authorizationServer);
                refusesForeignAudience(endpoint, login);
                refusesMissingScope(endpoint, login);
                expect("tool calls that ran: alice's one", 1, server.toolCalls());
            }
        }
    }

    private static Map<String, String> settings(EmbeddedIssuer issuer, URI endpoint) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("OAUTH2_ISSUER", issuer.issuer());
        settings.put("OAUTH2_AUDIENCE", endpoint.toString());
        settings.put("OAUTH2_SCOPES", SCOPE);
        settings.put("OAUTH2_ALLOW_HTTP", "true");
        return settings;
    }

    /** Returns the port the server got. */
    private int answersAnyone() {
        transcript.step("An MCP server as it is answers anyone");
        try (DemoServer server = DemoServer.start(libraries, null, Map.of(), 0, transcript)) {
            URI endpoint = URI.create("http://127.0.0.1:" + server.port() + "/mcp");
            expect(
                    "status without a token",
                    200,
                    initialize(endpoint, null, "no token").statusCode());
            try (SdkClient client = new SdkClient(endpoint, null)) {
                String answer = client.call("echo", Map.of("text", "hello"));
                transcript.result("the MCP Java SDK's client, without a token: tools/call echo -> " + answer);
                expect("answer of the tool", "hello", answer);
            }
            expect("tool calls that ran", 1, server.toolCalls());
            return server.port();
        }
    }

    /** Returns where the challenge points. */
    private URI refuses(URI endpoint, DemoServer server) {
        HttpResponse<String> answer = initialize(endpoint, null, "no token");
        expect("status without a token", 401, answer.statusCode());
        String challenge = challenge(answer);
        String parameter = "resource_metadata=\"";
        int start = challenge.indexOf(parameter);
        expect("a challenge that points to the metadata", true, challenge.startsWith("Bearer ") && start > 0);
        expect("tool calls that ran", 0, server.toolCalls());
        transcript.result("tool calls that ran: 0");
        String rest = challenge.substring(start + parameter.length());
        return URI.create(rest.substring(0, rest.indexOf('"')));
    }

    /** Returns the issuer that the document names. */
    private String tellsWhereToLogIn(URI metadata, URI endpoint, EmbeddedIssuer issuer) {
        transcript.step("The document that the challenge points to tells clients where to log in");
        HttpResponse<String> answer = web.get(metadata);
        transcript.answer(answer.body());
        JsonNode document = Login.read(answer);
        String authorizationServer =
                document.path("authorization_servers").path(0).asText();
        expect("resource", endpoint.toString(), document.path("resource").asText());
        expect("authorization server", issuer.issuer(), authorizationServer);
        return authorizationServer;
    }

    private Login knowsTheCaller(URI endpoint, String authorizationServer) {
        transcript.step("With a token the client gets in, and the tool knows who calls");
        Login login = new Login(web, authorizationServer);
        String token = login.token("alice", endpoint.toString(), SCOPE);
        expect("status", 200, initialize(endpoint, token, "alice's token").statusCode());
        try (SdkClient client = new SdkClient(endpoint, token)) {
            List<String> tools = client.tools();
            transcript.result(
                    "the MCP Java SDK's client, with alice's token: tools/list -> " + String.join(", ", tools));
            expect("whoami among the tools", true, tools.contains("whoami"));
            String subject = client.call("whoami", Map.of());
            transcript.result("tools/call whoami -> " + subject);
            expect("the caller", "alice", subject);
        }
        return login;
    }

    private void refusesForeignAudience(URI endpoint, Login login) {
        transcript.step("A token of the same issuer for another server is refused");
        String token = login.token("alice", "https://other.example.com/mcp", SCOPE);
        HttpResponse<String> answer = initialize(endpoint, token, "alice's token for the other server");
        expect("status", 401, answer.statusCode());
        expect("the reason", true, answer.body().contains("Invalid audience"));
        expect("invalid_token in the challenge", true, challenge(answer).contains("error=\"invalid_token\""));
    }

    private void refusesMissingScope(URI endpoint, Login login) {
        transcript.step("A token without the scope is refused, and the challenge names the scope to ask for");
        String token = login.token("alice", endpoint.toString(), "profile");
        HttpResponse<String> answer = initialize(endpoint, token, "alice's token without " + SCOPE);
        expect("status", 403, answer.statusCode());
        String challenge = challenge(answer);
        expect("the reason", true, challenge.contains("error=\"insufficient_scope\""));
        expect("the scope", true, challenge.contains("scope=\"" + SCOPE + "\""));
    }

    private HttpResponse<String> initialize(URI endpoint, String token, String note) {
        return web.message(endpoint, INITIALIZE, token, "initialize, " + note);
    }

    private static String challenge(HttpResponse<String> answer) {
        return answer.headers().firstValue("WWW-Authenticate").orElse("");
    }

    private static void expect(String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new IllegalStateException(what + ": expected " + expected + ", but was " + actual);
        }
    }
}
