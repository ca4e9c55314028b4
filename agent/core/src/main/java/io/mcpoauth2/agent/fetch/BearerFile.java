package io.mcpoauth2.agent.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A bearer token in a file, which is read for every request, as such tokens are replaced before they expire. */
public final class BearerFile {
    private final LocalFile file;

    public BearerFile(LocalFile file) {
        this.file = file;
    }

    /**
     * The value of the Authorization header (RFC 6750 §2.1).
     *
     * @throws IOException if the file cannot be read, or holds anything else than one token; nothing of it is in the message
     */
    public String authorization() throws IOException {
        String token = new String(file.read(), StandardCharsets.ISO_8859_1).strip();
        boolean right = !token.isEmpty();
        for (int i = 0; right && i < token.length(); i++) {
            right = token.charAt(i) > ' ' && token.charAt(i) <= '~';
        }
        if (!right) {
            throw new IOException(file.setting() + " does not hold a token of printable ASCII alone");
        }
        return "Bearer " + token;
    }
}
