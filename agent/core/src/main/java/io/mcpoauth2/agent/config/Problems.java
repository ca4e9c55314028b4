package io.mcpoauth2.agent.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that it is reported together. */
final class Problems {
    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    void error(String key, String source, String message) {
        errors.add(new Problem(key, source, message));
    }

    /** A value that its key does not accept. */
    void wrong(Setting setting, String fault) {
        Key key = setting.key();
        error(key.text(), setting.source(), fault + "; right would be: " + key.accepts());
    }

    /** A key that must be given and is not. */
    void missing(Key key, String reason) {
        error(key.text(), "not set", reason + "; right would be: " + key.accepts() + "; set it by " + key.spellings());
    }

    void unknown(String key, String source) {
        error(printable(key), source, "is no setting of the agent; docs/configuration.md lists them");
    }

    void warning(String key, String source, String message) {
        warnings.add(new Problem(key, source, message));
    }

    List<Problem> errors() {
        return List.copyOf(errors);
    }

    List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    /** A name that does not look like a key may be a value in the wrong place, which is not shown. */
    static String printable(String key) {
        boolean plain = !key.isEmpty() && key.length() <= 64;
        for (int i = 0; plain && i < key.length(); i++) {
            plain = AgentArgument.isKeyCharacter(key.charAt(i));
        }
        return plain ? key : "(not a key)";
    }
}
