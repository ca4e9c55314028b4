package io.mcpoauth2.testapps.company.agents;

import io.mcpoauth2.testapps.process.Artifacts;
import java.nio.file.Path;
import java.util.List;

/** Agents that people run beside ours, quiet and offline: what they would send is dropped, or goes nowhere. */
enum OtherAgent {
    OPENTELEMETRY(
            "opentelemetry-javaagent",
            "",
            "-Dotel.traces.exporter=none",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none"),
    DATADOG(
            "dd-java-agent",
            "",
            "-Ddd.trace.agent.url=http://127.0.0.1:9",
            "-Ddd.instrumentation.telemetry.enabled=false",
            "-Ddd.remote_config.enabled=false",
            "-Ddd.jmxfetch.enabled=false",
            "-Ddd.trace.startup.logs=false"),
    PROMETHEUS("jmx_prometheus_javaagent", "127.0.0.1:0:" + Artifacts.property("agents.dir") + "/prometheus.yaml"),
    JACOCO("org.jacoco.agent", "output=none");

    private final String jar;
    private final String argument;
    private final List<String> properties;

    OtherAgent(String jar, String argument, String... properties) {
        this.jar = jar;
        this.argument = argument;
        this.properties = List.of(properties);
    }

    /** The options of the JVM that it needs beside being named. */
    List<String> properties() {
        return properties;
    }

    /** The option that names it. */
    String javaagent() {
        Path file = Path.of(Artifacts.property("agents.dir"), jar + ".jar");
        return "-javaagent:" + file + (argument.isEmpty() ? "" : "=" + argument);
    }
}
