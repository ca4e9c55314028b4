package io.mcpoauth2.agent.introspection;

import io.mcpoauth2.agent.config.ClientCredentials;
import io.mcpoauth2.agent.config.IntrospectionSettings;
import io.mcpoauth2.agent.fetch.FormPost;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Builds the question about a token, with the proof of who asks (RFC 7662 §2.1). */
final class IntrospectionRequest {
    static final String JSON = "application/json";
    static final String SIGNED = "application/token-introspection+jwt";

    private static final int MAX_ANSWER = 256 * 1024;
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final IntrospectionSettings settings;
    private final Optional<ClientAssertion> assertion;

    IntrospectionRequest(String issuer, IntrospectionSettings settings, Clock clock, RandomGenerator random) {
        this.settings = settings;
        this.assertion = settings.credentials() instanceof ClientCredentials.Key key
                ? Optional.of(new ClientAssertion(settings.clientId(), issuer, key, clock, random))
                : Optional.empty();
    }

    FormPost about(String token, URI endpoint) {
        StringBuilder form = new StringBuilder();
        append(form, "token", token);
        append(form, "token_type_hint", "access_token");
        Optional<String> authorization = Optional.empty();
        if (assertion.isPresent()) {
            append(form, "client_id", settings.clientId());
            append(form, "client_assertion_type", ASSERTION_TYPE);
            append(form, "client_assertion", assertion.get().sign());
        } else if (settings.credentials() instanceof ClientCredentials.Secret secret) {
            if (secret.inForm()) {
                append(form, "client_id", settings.clientId());
                append(form, "client_secret", secret.value());
            } else {
                authorization = Optional.of(basic(secret.value()));
            }
        }
        return new FormPost(
                endpoint, form.toString(), settings.signedAnswers() ? SIGNED : JSON, authorization, MAX_ANSWER);
    }

    /** RFC 6749 §2.3.1: both are form-encoded before they are joined. */
    private String basic(String secret) {
        String pair = encode(settings.clientId()) + ":" + encode(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    private static void append(StringBuilder form, String name, String value) {
        form.append(form.isEmpty() ? "" : "&").append(name).append('=').append(encode(value));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
