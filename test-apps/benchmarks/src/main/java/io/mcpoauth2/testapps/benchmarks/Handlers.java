package io.mcpoauth2.testapps.benchmarks;

/** A server's handlers as the benchmark calls them: by an interface that both the plain and the woven class see. */
public interface Handlers {
    String bare(String argument);

    String guarded(String argument);

    String withScopes(String argument);
}
