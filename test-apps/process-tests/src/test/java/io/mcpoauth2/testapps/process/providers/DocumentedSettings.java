package io.mcpoauth2.testapps.process.providers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpoauth2.testapps.process.docs.Fence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The settings that a page of the documentation shows, and what stands in for the issuers in them. */
final class DocumentedSettings implements AutoCloseable {
    private final ObjectNode settings;
    private final List<StandIn> standIns = new ArrayList<>();

    private DocumentedSettings(ObjectNode settings) {
        this.settings = settings;
        for (JsonNode section : settings.has("issuers") ? settings.path("issuers") : List.of(settings)) {
            StandIn standIn = StandIn.of(section);
            standIns.add(standIn);
            standIn.replaceIn((ObjectNode) section);
        }
    }

    /** Reads the one JSON block below a heading of a page in {@code docs}, and starts its issuers. */
    static DocumentedSettings of(String page, String heading) {
        List<Fence> blocks = Fence.ofPage(page).stream()
                .filter(fence ->
                        fence.heading().equals(heading) && fence.language().equals("json"))
                .toList();
        if (blocks.size() != 1) {
            throw new IllegalStateException(blocks.size() + " JSON blocks below " + heading + " in " + page);
        }
        return new DocumentedSettings(Json.tree(blocks.get(0).text()));
    }

    /** The issuers in their order. */
    List<StandIn> standIns() {
        return standIns;
    }

    /** Makes a file of them that differs from the page only in where the issuers are, and in the files that are named. */
    Path file() {
        try {
            Path file = Files.createTempFile("settings", ".json");
            file.toFile().deleteOnExit();
            return Files.writeString(file, settings.toPrettyString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        standIns.forEach(StandIn::close);
    }
}
