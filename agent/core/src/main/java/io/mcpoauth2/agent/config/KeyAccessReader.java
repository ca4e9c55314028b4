package io.mcpoauth2.agent.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the way to one issuer's keys, and warns of what each such setting gives up. */
final class KeyAccessReader {
    private static final int MAX_KEY_SET = 1024 * 1024;

    private final Values values;
    private final Problems problems;
    private final SettingsReader.FileOpener files;

    KeyAccessReader(Values values, Problems problems, SettingsReader.FileOpener files) {
        this.values = values;
        this.problems = problems;
        this.files = files;
    }

    /**
     * @param issuers of this section
     * @param jwksUri as configured
     */
    KeyAccess read(List<String> issuers, Optional<URI> jwksUri, Set<String> httpHosts) {
        Optional<String> keys = readable(Key.JWKS_FILE, MAX_KEY_SET);
        Optional<String> bearer = readable(Key.JWKS_BEARER_FILE, KeyAccess.MAX_BEARER);
        Optional<String> certificates = readable(Key.CA_FILE, KeyAccess.MAX_CERTIFICATES);
        if (keys.isPresent()) {
            if (issuers.size() > 1) {
                values.wrong(Key.JWKS_FILE, "is given with more than one issuer");
            }
            if (jwksUri.isPresent()) {
                values.wrong(Key.JWKS_FILE, "is given beside jwks_uri");
            }
            if (bearer.isPresent()) {
                values.wrong(Key.JWKS_BEARER_FILE, "is given beside jwks_file, with which no keys are fetched");
            }
            values.warn(Key.JWKS_FILE, "has keys count that the issuer may have withdrawn, until the file is replaced");
        }
        if (bearer.isPresent()) {
            if (issuers.size() > 1) {
                values.wrong(Key.JWKS_BEARER_FILE, "is given with more than one issuer");
            }
            values.warn(Key.JWKS_BEARER_FILE, "has that file's content sent to " + target(issuers, jwksUri));
        }
        if (certificates.isPresent()) {
            values.warn(
                    Key.CA_FILE,
                    "takes the place of the JVM's trust store: whom it certifies may speak for the issuer");
        }
        return new KeyAccess(jwksUri, keys, bearer, certificates, httpHosts);
    }

    private static String target(List<String> issuers, Optional<URI> jwksUri) {
        return jwksUri.isPresent() ? "jwks_uri and the issuer's origin" : "the origin of " + String.join(", ", issuers);
    }

    private Optional<String> readable(Key key, int maxBytes) {
        Setting named = values.single(key);
        if (named == null) {
            return Optional.empty();
        }
        try (InputStream in = files.open(named.text())) {
            int length = in.readNBytes(maxBytes + 1).length;
            if (length > 0 && length <= maxBytes) {
                return Optional.of(named.text());
            }
            problems.wrong(named, length == 0 ? "names an empty file" : "names a file that is too large");
        } catch (IOException e) {
            problems.wrong(named, "names a file that cannot be read");
        }
        return Optional.empty();
    }
}
