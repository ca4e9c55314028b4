package io.mcpoauth2.agent.diagnosis;

/**
 * Something that keeps tokens from being accepted, or will.
 *
 * @param about what was looked at: "settings", "resource", or an issuer
 * @param text what is wrong, in the words of the log where it has any
 * @param remedy what to do about it
 */
record Finding(String about, String text, String remedy) {}
