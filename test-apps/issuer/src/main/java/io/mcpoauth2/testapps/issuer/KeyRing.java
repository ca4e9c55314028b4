package io.mcpoauth2.testapps.issuer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The keys of the issuer: the one that signs, and those its key set shows. */
final class KeyRing {
    private SigningKey signing;
    private List<SigningKey> published;

    KeyRing(SigningKey first) {
        signing = first;
        published = List.of(first);
    }

    synchronized SigningKey signing() {
        return signing;
    }

    synchronized void publish(SigningKey key) {
        List<SigningKey> more = new ArrayList<>(published);
        more.add(key);
        published = List.copyOf(more);
    }

    synchronized SigningKey rotate(boolean keepOld) {
        signing = SigningKey.generate(signing.algorithm());
        List<SigningKey> next = new ArrayList<>(List.of(signing));
        if (keepOld) {
            next.addAll(published);
        }
        published = List.copyOf(next);
        return signing;
    }

    synchronized Map<String, Object> keySet() {
        return Map.of("keys", published.stream().map(SigningKey::publicJwk).toList());
    }
}
