package io.mcpoauth2.testapps.process.providers;

import java.util.Set;
import java.util.TreeSet;

/**
 * What of a token reaches a handler, in the words of the tool {@code describe}.
 *
 * @param client "unknown" if the token does not say
 */
record Caller(String subject, String client, Set<String> scopes, Set<String> roles) {
    @Override
    public String toString() {
        return "subject " + subject + "\nclient " + client + "\nscopes " + new TreeSet<>(scopes) + "\nroles "
                + new TreeSet<>(roles);
    }
}
