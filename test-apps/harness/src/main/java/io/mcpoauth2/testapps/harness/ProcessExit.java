package io.mcpoauth2.testapps.harness;

/** How a process ended: its exit code and all it wrote. */
public record ProcessExit(int code, String stdout, String stderr) {}
