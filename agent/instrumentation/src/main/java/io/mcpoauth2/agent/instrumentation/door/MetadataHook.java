package io.mcpoauth2.agent.instrumentation.door;

import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.gate.Gate;
import io.mcpoauth2.agent.mcp.ProtectedResourceMetadata;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests for the metadata document where a container has no door: it would look for an application at that path
 * and find none, below whose context path the door would be.
 *
 * <p>Decides about nothing else. Runs on event loops: waits for nothing once the agent is complete.
 */
public final class MetadataHook {
    private static volatile @Nullable MetadataHook installed;

    private final Supplier<Gate> gate;

    /**
     * @param gate asked for the gate at the first request for metadata, as it is built late
     */
    public MetadataHook(Supplier<Gate> gate) {
        this.gate = gate;
    }

    public void install() {
        installed = this;
    }

    /**
     * The answer to a request.
     *
     * @param target path of the request target as sent, with or without scheme and host (RFC 9112 §3.2.2)
     * @param headers all values of a header of this name; empty if absent
     * @return null if the request is for something else
     */
    public static @Nullable HttpReply answer(String method, String target, Function<String, List<String>> headers) {
        MetadataHook hook = installed;
        String path = path(target);
        if (hook == null || !ProtectedResourceMetadata.mayAnswer(path)) {
            return null;
        }
        return hook.gate.get().document(new Request(method, path, headers)).orElse(null);
    }

    private static String path(String target) {
        int scheme = target.startsWith("/") ? -1 : target.indexOf("://");
        int path = scheme < 0 ? -1 : target.indexOf('/', scheme + 3);
        return path < 0 ? target : target.substring(path);
    }

    /** As much of a request as the document needs. */
    private record Request(String method, String rawPath, Function<String, List<String>> fields)
            implements HttpRequestView {
        @Override
        public Optional<String> rawQuery() {
            return Optional.empty();
        }

        @Override
        public List<String> headers(String name) {
            return fields.apply(name);
        }

        @Override
        public Optional<X509Certificate> clientCertificate() {
            return Optional.empty();
        }

        @Override
        public Optional<InetAddress> peer() {
            return Optional.empty();
        }
    }
}
