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

/** The settings that a section of docs/providers.md shows, and what stands in for the issuers in them. */
final class DocumentedSettings implements AutoCloseable {
    private final ObjectNode settings;
    private final List<StandIn> standIns = new ArrayList<>();

    private DocumentedSettings(ObjectNode settings) {
        this.settings = settings;
        for (JsonNode section : settings.has("issuers") ? settings.path("issuers") : List.of(settings)) {
            StandIn standIn = StandIn.of(section);
            standIns.add(standIn);
            ((ObjectNode) section).put("issuer", standIn.setting());
        }
    }

    /** Reads the one JSON block below a heading, and starts its issuers. */
    static DocumentedSettings below(String heading) {
        List<Fence> blocks = Fence.ofPage("providers.md").stream()
                .filter(fence ->
                        fence.heading().equals(heading) && fence.language().equals("json"))
                .toList();
        if (blocks.size() != 1) {
            throw new IllegalStateException(blocks.size() + " JSON blocks below " + heading);
        }
        return new DocumentedSettings(Json.tree(blocks.get(0).text()));
    }

    /** The issuers in their order. */
    List<StandIn> standIns() {
        return standIns;
    }

    /** Makes a file of them that differs from the page in the issuers' hosts only. */
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
