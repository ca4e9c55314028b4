package io.mcpoauth2.testapps.issuer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Somebody who can log in; the issuer believes every {@code login_hint}. */
public record User(
        String subject,
        String email,
        String name,
        String preferredUsername,
        String givenName,
        String familyName,
        List<String> roles) {

    /** Copies the roles. */
    public User {
        roles = List.copyOf(roles);
    }

    /** Makes a user of a subject, an e-mail address and a name of two words, or of one. */
    public static User of(String subject, String email, String name, String... roles) {
        int space = name.lastIndexOf(' ');
        String given = space < 0 ? name : name.substring(0, space);
        String family = name.substring(space + 1);
        return new User(subject, email, name, subject, given, family, List.of(roles));
    }

    /** Leaves the person out. */
    @Override
    public String toString() {
        return "User[roles=" + roles + "]";
    }

    boolean answersTo(String loginHint) {
        return loginHint.equals(subject) || loginHint.equals(email) || loginHint.equals(preferredUsername);
    }

    Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", subject);
        claims.put("email", email);
        claims.put("name", name);
        claims.put("preferred_username", preferredUsername);
        claims.put("given_name", givenName);
        claims.put("family_name", familyName);
        claims.put("roles", roles);
        return claims;
    }
}
