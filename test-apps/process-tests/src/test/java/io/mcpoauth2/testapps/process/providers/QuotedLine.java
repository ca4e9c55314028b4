package io.mcpoauth2.testapps.process.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.process.TestServer;
import io.mcpoauth2.testapps.process.docs.Fence;
import java.util.List;
import org.awaitility.Awaitility;

/** The debug line that a page shows, where … stands for what differs from token to token. */
final class QuotedLine {
    static final String HEADING = "What a refusal looks like";

    private final String place;
    private final List<String> parts;

    private QuotedLine(Fence block) {
        place = block.place();
        parts = List.of(block.text().replace('\n', ' ').split("…"));
    }

    /** Reads the one that the page of a shape has. */
    static QuotedLine of(Shape shape) {
        List<Fence> blocks = Fence.ofPage(shape.page()).stream()
                .filter(fence ->
                        fence.heading().equals(HEADING) && fence.language().equals("text"))
                .toList();
        assertThat(blocks).as(shape.page()).hasSize(1);
        return new QuotedLine(blocks.get(0));
    }

    /** Waits until the server has written it. */
    void awaitIn(TestServer server, StandIn issuer) {
        Awaitility.await(place)
                .atMost(TimeLimit.OF_A_WAIT)
                .untilAsserted(() -> assertThat(
                                issuer.asDocumented(server.process().stderr()).lines())
                        .anyMatch(this::matches));
    }

    private boolean matches(String line) {
        int from = 0;
        for (String part : parts) {
            int found = line.indexOf(part, from);
            if (found < 0) {
                return false;
            }
            from = found + part.length();
        }
        return true;
    }
}
