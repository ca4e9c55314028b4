package io.mcpoauth2.agent.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small file that stands in for something of an issuer's and may be replaced at any time, so that it is read for every
 * use.
 *
 * @param setting that names it, for messages: they show neither path nor content
 * @param maxBytes longest content accepted
 */
public record LocalFile(String setting, Path path, int maxBytes) {
    /**
     * @throws IOException if it cannot be read or is too long; the message names the setting
     */
    public byte[] read() throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(path)) {
            content = in.readNBytes(maxBytes + 1);
        } catch (IOException e) {
            throw new IOException(setting + " cannot be read", e);
        }
        if (content.length > maxBytes) {
            throw new IOException(setting + " is longer than " + maxBytes + " bytes");
        }
        return content;
    }
}
