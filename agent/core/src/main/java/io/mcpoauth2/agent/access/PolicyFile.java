package io.mcpoauth2.agent.access;

import io.mcpoauth2.agent.config.PolicySettings;
import io.mcpoauth2.agent.config.PolicySource;
import io.mcpoauth2.agent.fetch.FileWatch;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executor;

/** Takes over the policy of a configuration file that has changed; a wrong one leaves the former in force, and is reported. */
public final class PolicyFile implements FileWatch.Content {
    private final PolicySource source;
    private final Access access;
    private final AgentLog log;
    private final FileWatch watch;
    private PolicySettings current;
    private String problem = "";

    /**
     * @param current what {@code access} judges by
     * @param file of the source
     * @throws IOException if there is no such file
     */
    public PolicyFile(
            PolicySource source, String file, PolicySettings current, Access access, Clock clock, AgentLog log)
            throws IOException {
        this.source = source;
        this.access = access;
        this.log = log;
        this.current = current;
        this.watch = new FileWatch(Path.of(file), "the configuration file", this, clock, log);
    }

    /** Looks after the file for as long as the process lives. */
    public void watch(Executor threads) {
        watch.watch(threads);
    }

    /** Reads the file again if it has changed. */
    void look() {
        watch.look();
    }

    @Override
    public void read() {
        PolicySource.Reading reading = source.read();
        if (reading.policy().isEmpty()) {
            report("the configuration file has errors, so the policy that was in force goes on: "
                    + String.join("; ", reading.errors()));
            return;
        }
        PolicySettings read = reading.policy().get();
        problem = "";
        if (!read.equals(current)) {
            access.replace(read);
            current = read;
            log.info("policy read: " + read.rules().size() + " rules; other settings than rules need a restart");
            reading.warnings().forEach(log::warn);
        }
    }

    @Override
    public void failed(Throwable failure) {
        report("the configuration file cannot be read, so the policy that was in force goes on: "
                + failure.getClass().getSimpleName());
    }

    /** Once for each problem. */
    private void report(String found) {
        if (!found.equals(problem)) {
            log.error(found);
        }
        problem = found;
    }
}
