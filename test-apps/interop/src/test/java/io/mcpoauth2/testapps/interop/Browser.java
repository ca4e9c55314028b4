package io.mcpoauth2.testapps.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A user who logs in and agrees to everything, on the pages that oidc-provider has for development. */
final class Browser {
    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
    private static final Pattern PROMPT = Pattern.compile("name=\"prompt\" value=\"([a-z]+)\"");
    private static final int MOST_STEPS = 12;

    private final Http http = new Http();
    private final String user;

    Browser(String user) {
        this.user = user;
    }

    /** Goes where an authorization request leads, up to the redirect to the client, whose address is returned. */
    URI authorize(URI request, String redirectUri) {
        URI here = request;
        HttpAnswer answer = http.get(here);
        for (int step = 0; step < MOST_STEPS; step++) {
            if (answer.status() == 200) {
                here = here.resolve(first(FORM, answer));
                answer = http.post(
                        here, Map.of("prompt", first(PROMPT, answer), "login", user, "password", "any password"));
            } else {
                assertThat(answer.status()).as(answer.body()).isBetween(302, 303);
                here = here.resolve(answer.header("Location").orElseThrow());
                if (here.toString().startsWith(redirectUri)) {
                    return here;
                }
                answer = http.get(here);
            }
        }
        throw new IllegalStateException("No end after " + MOST_STEPS + " steps");
    }

    private static String first(Pattern pattern, HttpAnswer page) {
        Matcher matcher = pattern.matcher(page.body());
        assertThat(matcher.find()).as(page.body()).isTrue();
        return matcher.group(1);
    }
}
