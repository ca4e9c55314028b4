package io.mcpoauth2.testapps.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A user who logs in and agrees to everything, on the pages that oidc-provider has for development and Spring Security by default. */
final class Browser {
    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input(?=[^>]* type=\"hidden\")[^>]* name=\"([^\"]+)\"[^>]* value=\"([^\"]+)\"");
    private static final int MOST_STEPS = 12;

    private final Http http = new Http();
    private final String user;

    Browser(String user) {
        this.user = user;
    }

    /** Goes where an authorization request leads, up to the redirect to the client, whose address is returned. */
    URI authorize(URI request, String redirectUri) {
        URI here = request;
        HttpAnswer answer = http.page(here);
        for (int step = 0; step < MOST_STEPS; step++) {
            if (answer.status() == 200) {
                here = here.resolve(action(answer));
                answer = http.post(here, filledIn(answer));
            } else {
                assertThat(answer.status()).as(answer.body()).isBetween(302, 303);
                here = here.resolve(answer.header("Location").orElseThrow());
                if (here.toString().startsWith(redirectUri)) {
                    return here;
                }
                answer = http.page(here);
            }
        }
        throw new IllegalStateException("No end after " + MOST_STEPS + " steps");
    }

    private static String action(HttpAnswer page) {
        Matcher form = FORM.matcher(page.body());
        assertThat(form.find()).as(page.body()).isTrue();
        return form.group(1);
    }

    /** Both names that the user's field may have are sent. */
    private Map<String, String> filledIn(HttpAnswer page) {
        Map<String, String> fields = new HashMap<>();
        HIDDEN.matcher(page.body()).results().forEach(field -> fields.put(field.group(1), field.group(2)));
        fields.putAll(Map.of("login", user, "username", user, "password", user + "-password"));
        return fields;
    }
}
