package io.mcpoauth2.agent.instrumentation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.SettingsReader;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentCoreTest {
    private static final long ALMOST_A_SECOND = 999_999_999;

    @Test
    @DisplayName("R5: what could not be built is not built again for a second, and then is")
    void failedBuildIsRememberedForASecond(@TempDir Path folder) throws Exception {
        Path denyList = Files.createFile(folder.resolve("deny"));
        Settings settings = SettingsReader.ofThisProcess(
                        "issuer=https://as.example,audience=https://mcp.example/mcp,deny_list=" + denyList)
                .read()
                .settings()
                .orElseThrow();
        Files.delete(denyList);
        AtomicLong now = new AtomicLong(Long.MAX_VALUE); // Ticks may overflow.
        AgentCore core = new AgentCore(
                settings,
                new AgentLog(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8), AgentLog.Level.ERROR),
                false,
                now::get);

        Throwable first = catchThrowable(core::get);
        assertThat(first).isInstanceOf(UncheckedIOException.class);
        Files.createFile(denyList);
        now.addAndGet(ALMOST_A_SECOND);
        assertThat(catchThrowable(core::get))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(first);
        now.incrementAndGet();
        assertThat(core.get()).isSameAs(core.get());
    }
}
