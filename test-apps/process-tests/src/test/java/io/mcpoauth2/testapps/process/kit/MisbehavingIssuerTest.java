package io.mcpoauth2.testapps.process.kit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import io.mcpoauth2.testapps.issuer.SigningKey;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server whose issuer's keys, known once, cannot be fetched again, in every way that a network has to offer. */
@ExtendWith(ServersExtension.class)
class MisbehavingIssuerTest {
    private static final SigningKey KEY = SigningKey.generate("ES256");
    private static final WireMockServer WEB = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    private static KeyServer own;
    private static Bait bait;

    @BeforeAll
    static void startServer(Servers servers) {
        WEB.start();
        bait = new Bait(keySet(KEY));
        publish(okJson(keySet(KEY)));
        own = KeyServer.of(
                servers,
                25,
                Map.of(
                        "jwks_cache_ttl",
                        "1",
                        "jwks_cooldown",
                        "1",
                        "wait_for_keys",
                        "1",
                        "jwks_uri",
                        WEB.url("/jwks")));
        own.startFor(WEB.baseUrl());
        own.assertAccepted(token(KEY));
    }

    @AfterAll
    static void stopServer() {
        own.close();
        bait.close();
        WEB.stop();
    }

    private static void publish(ResponseDefinitionBuilder answer) {
        WEB.stubFor(any(urlEqualTo("/jwks")).willReturn(answer));
    }

    private static String keySet(SigningKey... keys) {
        return Kit.json(
                Map.of("keys", Stream.of(keys).map(SigningKey::publicJwk).toList()));
    }

    private static String token(SigningKey key) {
        return own.issuer.mint(TokenSpec.valid().issuer(WEB.baseUrl()).signedWith(key));
    }

    private static long fetches() {
        return WEB.getAllServeEvents().size();
    }

    static Stream<Arguments> misbehaviours() {
        return Stream.of(
                Arguments.of("an empty answer", aResponse().withFault(Fault.EMPTY_RESPONSE)),
                Arguments.of("a reset connection", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                Arguments.of("garbage instead of HTTP", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
                Arguments.of("garbage in a chunk", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                Arguments.of("status 500", status(500)),
                Arguments.of("status 429", status(429)),
                Arguments.of("status 304", status(304)),
                Arguments.of("a page for humans", okForContentType("text/html", "<html>Maintenance</html>")),
                Arguments.of("the keys as text/plain", okForContentType("text/plain", keySet(KEY))),
                Arguments.of("the keys as an octet stream", okForContentType("application/octet-stream", keySet(KEY))),
                Arguments.of("no keys, but JSON", okJson("{\"error\":\"maintenance\"}")),
                Arguments.of("100,000 keys", okJson("{\"keys\":[" + "{},".repeat(400_000) + "{}]}")),
                Arguments.of(
                        "a redirect to another origin",
                        temporaryRedirect(bait.uri().toString())),
                Arguments.of(
                        "a content encoding that was not asked for",
                        okJson(keySet(KEY)).withHeader("Content-Encoding", "br")),
                Arguments.of("an answer that drips", okJson(keySet(KEY)).withChunkedDribbleDelay(60, 60_000)),
                Arguments.of("silence", okJson(keySet(KEY)).withFixedDelay(60_000)));
    }

    @ParameterizedTest(
            name = "G6, G7: {0}: known keys serve on, a new one gets 503, and all is well within a cool-down")
    @MethodSource("misbehaviours")
    void knownKeysServeOn(String name, ResponseDefinitionBuilder misbehaviour) {
        publish(misbehaviour);
        SigningKey fresh = SigningKey.generate("ES256");
        String known = token(KEY);
        String unknown = token(fresh);
        long before = fetches();
        Set<Integer> refusals = new HashSet<>();
        KeyServer.within(Duration.ofSeconds(20)).until(() -> {
            own.assertAccepted(known);
            own.assertAccepted(token(KEY));
            refusals.add(own.call(unknown).status());
            // Until a fetch has failed, nothing tells that this key may exist.
            return fetches() >= before + 2 && refusals.contains(503);
        });
        assertThat(refusals).isSubsetOf(Set.of(401, 503));
        own.assertUnavailable(unknown);
        assertThat(bait.requests()).isZero();

        publish(okJson(keySet(KEY, fresh)));
        Set<Integer> statuses = new HashSet<>();
        KeyServer.within(Duration.ofSeconds(12)).until(() -> {
            int status = own.call(unknown).status();
            statuses.add(status);
            return status == 200;
        });
        assertThat(statuses).isSubsetOf(Set.of(200, 503));
        own.assertAccepted(known);
    }
}
