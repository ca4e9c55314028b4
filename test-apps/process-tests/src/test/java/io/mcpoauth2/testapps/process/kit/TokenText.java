package io.mcpoauth2.testapps.process.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpoauth2.testapps.harness.HttpAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Everything of the credentials of a request that must not come back: their words, parts and claims (row L4). */
final class TokenText {
    private static final int TELLING = 6;
    private static final Pattern WORD_END = Pattern.compile("[^A-Za-z0-9._~+/=-]+|\\.|access_token=");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> texts = new LinkedHashSet<>(List.of(Kit.MARKER));

    TokenText(Sent request) {
        List<String> carriers = new ArrayList<>();
        request.headers().forEach(line -> carriers.add(line.substring(line.indexOf(':') + 1)));
        carriers.add(request.target());
        if (!request.contentType().equals("application/json")) {
            carriers.add(request.body());
        }
        for (String carrier : carriers) {
            for (String word : WORD_END.split(carrier, -1)) {
                add(word);
            }
        }
    }

    /** Fails if a response shows any of it, beside what a refusal has to say anyway. */
    void assertAbsentFrom(HttpAnswer answer, String expectedValues) {
        String response = answer.headers() + "\n" + answer.body();
        for (String text : texts) {
            if (!expectedValues.contains(text)) {
                assertThat(response).doesNotContain(text);
            }
        }
    }

    private void add(String word) {
        if (word.length() > 12) {
            texts.add(word);
            addClaims(word);
        }
    }

    private void addClaims(String part) {
        try {
            String decoded = new String(Base64Url.decode(part), StandardCharsets.UTF_8);
            if (decoded.startsWith("{")) {
                addValues(JSON.readTree(decoded));
            }
        } catch (IOException | IllegalArgumentException e) {
            // Not a part that JSON can be read from: the word itself has been added.
            return;
        }
    }

    private void addValues(JsonNode node) {
        if (node.isTextual() && node.asText().length() >= TELLING) {
            texts.add(node.asText());
        }
        node.forEach(this::addValues);
    }
}
