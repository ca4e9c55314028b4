package io.mcpoauth2.agent.instrumentation.door;

import io.mcpoauth2.agent.door.Admission;

/**
 * What a request has passed the gate with, as a server keeps it for the other parts of a door.
 *
 * @param rawPath by which it was judged
 */
public record Passage(Admission admission, String rawPath) {}
