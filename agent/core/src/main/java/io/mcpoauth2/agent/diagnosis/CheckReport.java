package io.mcpoauth2.agent.diagnosis;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mcpoauth2.agent.config.ShownSetting;
import io.mcpoauth2.agent.exchange.JsonBytes;
import io.mcpoauth2.agent.telemetry.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a check has found, as lines or as JSON. */
final class CheckReport {
    private final List<ShownSetting> settings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    void setting(ShownSetting setting) {
        settings.add(setting);
    }

    /** Something that is as it should be, or as it was meant. */
    void note(String text) {
        notes.add(text);
    }

    void finding(Finding finding) {
        findings.add(finding);
    }

    List<Finding> findings() {
        return findings;
    }

    String text() {
        StringBuilder text = new StringBuilder("settings\n");
        for (ShownSetting setting : settings) {
            line(text, "  " + setting.key() + " = " + setting.value() + " (" + setting.source() + ")");
        }
        text.append("found\n");
        for (String note : notes) {
            line(text, "  ok: " + note);
        }
        for (Finding finding : findings) {
            line(text, "  WRONG: " + finding.about() + ": " + finding.text());
            line(text, "    remedy: " + finding.remedy());
        }
        line(text, findings.isEmpty() ? "nothing is wrong" : findings.size() + " to be mended");
        return text.toString();
    }

    /** One line stays one, whatever a setting or an issuer says. */
    private static void line(StringBuilder text, String line) {
        text.append(Printable.of(line)).append('\n');
    }

    String json() {
        return new String(JsonBytes.object(this::write), StandardCharsets.UTF_8) + "\n";
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("settings");
        for (ShownSetting setting : settings) {
            json.writeStartObject();
            json.writeStringField("key", setting.key());
            json.writeStringField("value", setting.value());
            json.writeStringField("source", setting.source());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("notes");
        for (String note : notes) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("findings");
        for (Finding finding : findings) {
            json.writeStartObject();
            json.writeStringField("about", finding.about());
            json.writeStringField("finding", finding.text());
            json.writeStringField("remedy", finding.remedy());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
