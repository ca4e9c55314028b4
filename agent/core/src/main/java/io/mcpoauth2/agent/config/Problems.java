package io.mcpoauth2.agent.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong, so that it is reported together; what is found again, for another issuer, counts once. */
final class Problems {
    private final Set<Problem> errors = new LinkedHashSet<>();
    private final Set<Problem> warnings = new LinkedHashSet<>();
    private String environmentPrefix = Key.ENV_PREFIX.byDefault();

    /** Has messages name environment variables as they are read. */
    void nameVariablesBy(String prefix) {
        environmentPrefix = prefix;
    }

    void error(String key, String source, String message) {
        errors.add(new Problem(key, source, message));
    }

    /** A value that its key does not accept. */
    void wrong(Setting setting, String fault) {
        Key key = setting.key();
        error(key.text(), setting.source(), fault + "; right would be: " + key.accepts());
    }

    /**
     * A key that must be given and is not.
     *
     * @param section the section of the file that lacks it; empty if it may stand anywhere
     */
    void missing(Key key, String section, String reason) {
        String right = reason + "; right would be: " + key.accepts();
        if (section.isEmpty()) {
            error(key.text(), "not set", right + "; set it by " + key.spellings(environmentPrefix));
        } else {
            error(key.text(), section, right);
        }
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
