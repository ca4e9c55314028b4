package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.fetch.LocalFile;
import io.mcpoauth2.agent.jose.MalformedJsonException;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Reads an issuer's key set from a file, where the issuer cannot be reached; one that has not changed is not parsed again. */
final class FileKeys implements KeyFetch {
    private final LocalFile file;
    private final KeySetParser parser = new KeySetParser();
    /** Held while reading: of a file system that hangs, only one thread is lost. */
    private final ReentrantLock reading = new ReentrantLock();
    /** Guarded by the lock. */
    private byte @Nullable [] content;
    /** Guarded by the lock; of that content. */
    private @Nullable ParsedKeys keys;

    FileKeys(LocalFile file) {
        this.file = file;
    }

    @Override
    public Result fetch(boolean rediscover) {
        if (!reading.tryLock()) {
            return new Result.Failed(file.setting() + " is still being read");
        }
        try {
            byte[] now = file.read();
            ParsedKeys known = keys;
            if (known == null || !Arrays.equals(now, content)) {
                known = parser.parse(now);
                keys = known;
                content = now;
            }
            return new Result.Fetched(known);
        } catch (IOException e) {
            return new Result.Failed(String.valueOf(e.getMessage()));
        } catch (MalformedJsonException e) {
            return new Result.Failed(file.setting() + ": " + e.getMessage());
        } finally {
            reading.unlock();
        }
    }
}
