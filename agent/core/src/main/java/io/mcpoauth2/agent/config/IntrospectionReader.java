package io.mcpoauth2.agent.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how an issuer is asked about tokens, and as whom. */
final class IntrospectionReader {
    private static final int MAX_FILE = 65_536;
    private static final Key[] CREDENTIALS = {Key.CLIENT_SECRET, Key.CLIENT_SECRET_FILE, Key.CLIENT_KEY_FILE};

    private final Values values;
    private final Problems problems;
    private final SettingsReader.FileOpener files;

    IntrospectionReader(Values values, Problems problems, SettingsReader.FileOpener files) {
        this.values = values;
        this.problems = problems;
        this.files = files;
    }

    /**
     * @param endpoint as configured
     * @return empty if it is off, and with an error
     */
    Optional<IntrospectionSettings> read(@Nullable Setting clientId, Optional<URI> endpoint) {
        String mode = values.choice(Key.INTROSPECTION, "off", "opaque", "jwt", "all");
        boolean signed =
                values.choice(Key.INTROSPECTION_RESPONSE, "json", "jwt").equals("jwt");
        Duration cacheTtl = values.seconds(Key.INTROSPECTION_CACHE_TTL, 0, 3600);
        boolean expiryOptional =
                values.choice(Key.INTROSPECTION_EXP, "required", "optional").equals("optional");
        String method = values.choice(Key.CLIENT_AUTH, "client_secret_basic", "client_secret_post", "private_key_jwt");
        if (mode.equals("off")) {
            return Optional.empty();
        }
        if (clientId == null) {
            values.wrong(Key.INTROSPECTION, "needs a client_id, as whom the issuer is asked");
        }
        if (expiryOptional && cacheTtl.isZero()) {
            values.wrong(Key.INTROSPECTION_EXP, "needs an introspection_cache_ttl above 0, which stands for exp");
        } else if (expiryOptional) {
            values.warn(
                    Key.INTROSPECTION_EXP,
                    "accepts answers that do not say how long the token lives: its issuer alone ends it");
        }
        ClientCredentials credentials = method.equals("private_key_jwt") ? key() : secret(method);
        return clientId == null || credentials == null
                ? Optional.empty()
                : Optional.of(new IntrospectionSettings(
                        !mode.equals("jwt"),
                        !mode.equals("opaque"),
                        endpoint,
                        signed,
                        cacheTtl,
                        expiryOptional,
                        clientId.text(),
                        credentials));
    }

    private @Nullable ClientCredentials secret(String method) {
        Setting value = only(Key.CLIENT_SECRET, Key.CLIENT_SECRET_FILE);
        if (value == null) {
            return null;
        }
        String secret = value.text();
        if (value.key() == Key.CLIENT_SECRET_FILE) {
            byte[] content = content(value);
            if (content == null) {
                return null;
            }
            secret = new String(content, StandardCharsets.UTF_8).strip();
            if (secret.isEmpty()) {
                problems.wrong(value, "names an empty file");
                return null;
            }
        }
        return new ClientCredentials.Secret(secret, method.equals("client_secret_post"));
    }

    private @Nullable ClientCredentials key() {
        Setting file = only(Key.CLIENT_KEY_FILE);
        byte[] content = file == null ? null : content(file);
        if (file == null || content == null) {
            return null;
        }
        ClientCredentials.Key key = ClientKeyFile.parse(content);
        if (key == null) {
            problems.wrong(file, "names a file that holds no such key");
        }
        return key;
    }

    /** The one credential that is given and wanted; null, with an error, if none is, or another one as well. */
    private @Nullable Setting only(Key... wanted) {
        Setting found = null;
        boolean right = true;
        for (Key key : CREDENTIALS) {
            Setting given = values.single(key);
            if (given == null) {
                continue;
            }
            boolean fits = key == wanted[0] || key == wanted[wanted.length - 1];
            if (!fits || found != null) {
                problems.wrong(given, fits ? "is given beside another credential" : "does not fit client_auth");
                right = false;
            }
            found = given;
        }
        if (found == null) {
            values.wrong(Key.INTROSPECTION, "needs a credential, " + wanted[wanted.length - 1].text() + " for one");
        }
        return right ? found : null;
    }

    private byte @Nullable [] content(Setting named) {
        try (InputStream in = files.open(named.text())) {
            byte[] content = in.readNBytes(MAX_FILE + 1);
            if (content.length <= MAX_FILE) {
                return content;
            }
            problems.wrong(named, "names a file that is too large");
        } catch (IOException e) {
            problems.wrong(named, "names a file that cannot be read");
        }
        return null;
    }
}
