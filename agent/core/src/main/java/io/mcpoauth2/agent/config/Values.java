package io.mcpoauth2.agent.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the strongest values as choices, numbers and lists, and reports those that are none.
 *
 * <p>A wrong value is reported and the default returned, so that reading goes on and finds the other errors; no settings
 * come of it. Runs at the start of every JVM: loops, no lambdas.
 */
final class Values {
    private final Sources sources;
    private final Problems problems;

    Values(Sources sources, Problems problems) {
        this.sources = sources;
        this.problems = problems;
    }

    /** One of a few words; the default if another is given. */
    String choice(Key key, String... choices) {
        Setting setting = sources.get(key);
        if (setting == null) {
            return key.byDefault();
        }
        String given = setting.text().strip();
        for (String choice : choices) {
            if (choice.equals(given)) {
                return given;
            }
        }
        problems.wrong(setting, given.isEmpty() ? "is empty" : "is none of the words it can be");
        return key.byDefault();
    }

    /** Whether somebody has set it, be it to its default. */
    boolean isGiven(Key key) {
        return sources.get(key) != null;
    }

    /** Whether a key that can be on or off is on. */
    boolean isOn(Key key) {
        return choice(key, "on", "off").equals("on");
    }

    /** Whether a key that can be true or false is true. */
    boolean flag(Key key) {
        return choice(key, "true", "false").equals("true");
    }

    Duration seconds(Key key, int min, int max) {
        return Duration.ofSeconds(number(key, min, max));
    }

    int number(Key key, int min, int max) {
        int byDefault = Integer.parseInt(key.byDefault());
        Setting setting = sources.get(key);
        if (setting == null) {
            return byDefault;
        }
        int number = digits(setting.text().strip());
        if (number < min || number > max) {
            problems.wrong(setting, number < 0 ? "is not a whole number" : "is out of range");
            return byDefault;
        }
        return number;
    }

    /** A single value without surrounding space; null if none, or an empty one, is given. */
    @Nullable
    Setting single(Key key) {
        Setting setting = sources.get(key);
        if (setting == null) {
            return null;
        }
        String text = setting.text().strip();
        if (text.isEmpty()) {
            problems.wrong(setting, "is empty");
            return null;
        }
        return new Setting(key, setting.source(), text);
    }

    /** The elements of a list with a literal default, or empty with an error if one of them is wrong. */
    List<String> list(Key key, ElementRules rules) {
        Setting setting = sources.get(key);
        return elements(setting == null ? new Setting(key, "default", key.byDefault()) : setting, rules);
    }

    /** The elements of a list that must be given. */
    List<String> requiredList(Key key, ElementRules rules) {
        Setting setting = sources.get(key);
        if (setting == null) {
            problems.missing(key, sources.section(), "is required");
            return List.of();
        }
        return elements(setting, rules);
    }

    /** Where the key's value stands, for a message about it. */
    String sourceOf(Key key) {
        Setting setting = sources.get(key);
        return setting == null ? "configuration file" : setting.source();
    }

    /** Reports a value that is right by itself and wrong beside others. */
    void wrong(Key key, String fault) {
        Setting setting = sources.get(key);
        if (setting != null) {
            problems.wrong(setting, fault);
        }
    }

    /** Reports the same of a key that may stand in a section. */
    void error(Key key, String fault) {
        problems.error(key.text(), sourceOf(key), fault);
    }

    /** Warns of what a value gives up. */
    void warn(Key key, String consequence) {
        Setting setting = sources.get(key);
        if (setting != null) {
            problems.warning(key.text(), setting.source(), consequence);
        }
    }

    private List<String> elements(Setting setting, ElementRules rules) {
        Key key = setting.key();
        List<String> given = setting.elements() == null ? split(setting.text()) : setting.elements();
        if (key.mayBeNone()
                && (given.isEmpty()
                        || (given.size() == 1 && given.get(0).strip().equals(Key.NONE)))) {
            return List.of();
        }
        if (given.isEmpty()) {
            problems.wrong(setting, "is empty");
        }
        List<String> elements = new ArrayList<>(given.size());
        boolean right = true;
        for (int i = 0; i < given.size(); i++) {
            String element = given.get(i).strip();
            String fault = element.isEmpty() ? "is empty" : rules.fault(key, element);
            if (fault != null) {
                problems.wrong(setting, given.size() == 1 ? fault : "element " + (i + 1) + " " + fault);
                right = false;
            } else if (!elements.contains(element)) {
                elements.add(element);
            }
        }
        return right ? elements : List.of();
    }

    /** A text of only blanks has one empty element, which is an error. */
    private static List<String> split(String text) {
        List<String> elements = new ArrayList<>();
        int start = 0;
        for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', start)) {
            elements.add(text.substring(start, comma));
            start = comma + 1;
        }
        elements.add(text.substring(start));
        return elements;
    }

    /** The number that up to nine digits stand for; -1 for anything else, {@link Integer#MAX_VALUE} for more digits. */
    private static int digits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -1;
            }
        }
        if (text.isEmpty()) {
            return -1;
        }
        return text.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(text);
    }
}
