package io.mcpoauth2.agent.instrumentation.doors.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ListWriterTest {
    @Test
    void textIsThereAtOnceAndCharactersStayWhole() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ListWriter writer = new ListWriter(out, StandardCharsets.UTF_8);
        StringBuilder written = new StringBuilder();
        for (char each : "a\u00e9\ud83d\ude00b\u4e16".toCharArray()) {
            writer.write(each);
            written.append(each);
            if (!Character.isHighSurrogate(each)) {
                assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(written.toString());
            }
        }
    }
}
