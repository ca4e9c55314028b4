package io.mcpoauth2.agent.diagnosis;

import io.mcpoauth2.agent.config.SettingsReader;
import io.mcpoauth2.agent.config.SettingsResult;
import io.mcpoauth2.agent.fetch.TestServer;
import io.mcpoauth2.agent.issuer.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Somebody at a command line, with an issuer that is set up as it should be until a test says otherwise. */
final class Operator implements AutoCloseable {
    static final String RESOURCE = "https://mcp.example/mcp";
    static final SigningKey KEY = SigningKey.ec("k1", "secp256r1");

    final TestServer issuer = new TestServer();
    final Map<String, String> environment = new HashMap<>();
    private final Properties properties = new Properties();
    private final Map<String, String> claims = new TreeMap<>();
    private String output = "";

    Operator() {
        metadata(issuer.origin());
        keys(KEY.jwk());
        set("issuer", issuer.origin());
        set("audience", RESOURCE);
        set("allow_http", "true");
        long now = Instant.now().getEpochSecond();
        claim("iss", "\"" + issuer.origin() + "\"");
        claim("aud", "\"" + RESOURCE + "\"");
        claim("sub", "\"user-1\"");
        claim("email", "\"user@example.com\"");
        claim("iat", Long.toString(now));
        claim("exp", Long.toString(now + 300));
    }

    void metadata(String named) {
        issuer.answer(
                "/.well-known/oauth-authorization-server",
                TestServer.json("{\"issuer\":\"" + named + "\",\"jwks_uri\":\"" + issuer.uri("/jwks")
                        + "\",\"introspection_endpoint\":\"" + issuer.uri("/introspect") + "\"}"));
    }

    void keys(String... jwks) {
        issuer.answer("/jwks", TestServer.json(SigningKey.jwks(jwks)));
    }

    Operator set(String key, String value) {
        properties.setProperty("oauth2." + key, value);
        return this;
    }

    /** Resources instead of the one audience, by the JSON of their array. */
    Operator resources(Path folder, String json) throws IOException {
        Path file = Files.writeString(folder.resolve("agent.json"), "{\"resources\": " + json + "}");
        return unset("audience").set("config_file", file.toString());
    }

    Operator unset(String key) {
        properties.remove("oauth2." + key);
        return this;
    }

    Operator claim(String name, String json) {
        claims.put(name, json);
        return this;
    }

    Operator withoutClaim(String name) {
        claims.remove(name);
        return this;
    }

    String token() {
        return KEY.token(
                "ES256",
                "{\"alg\":\"ES256\",\"kid\":\"k1\",\"typ\":\"JWT\"}",
                claims.entrySet().stream()
                        .map(claim -> "\"" + claim.getKey() + "\":" + claim.getValue())
                        .collect(Collectors.joining(",", "{", "}")));
    }

    /** The exit status. */
    int explain(String stdin) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try {
            return new Explain(settings(), out, out)
                    .run(new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            output = bytes.toString(StandardCharsets.UTF_8);
        }
    }

    /** The exit status. */
    int check(boolean json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int status = new Check(settings(), environment, out).run(json);
        output = bytes.toString(StandardCharsets.UTF_8);
        return status;
    }

    /** What the last command has written. */
    String output() {
        return output;
    }

    private SettingsResult settings() {
        return new SettingsReader(null, environment, properties, FileInputStream::new).read();
    }

    @Override
    public void close() {
        issuer.close();
    }
}
