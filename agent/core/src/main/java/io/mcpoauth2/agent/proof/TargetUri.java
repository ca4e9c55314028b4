package io.mcpoauth2.agent.proof;

import io.mcpoauth2.agent.config.Ipv6Host;
import io.mcpoauth2.agent.text.Alphabet;
import io.mcpoauth2.agent.text.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An http address in the one spelling that RFC 3986 §6.2.2 and §6.2.3 leave of all that are equal (row H3): case of scheme
 * and host, percent-encoding, the spelling of an IPv6 address, dot segments, default port and empty path.
 */
final class TargetUri {
    private static final int MAX_LENGTH = 4096;
    private static final String HEX = "0123456789ABCDEF";

    private TargetUri() {}

    /** The normal form, or empty if the text is no absolute http address without user, query and fragment. */
    static Optional<String> normalised(String text) {
        URI uri;
        try {
            uri = text.length() > MAX_LENGTH ? new URI("") : new URI(text);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        if (uri.getScheme() == null
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            return Optional.empty();
        }
        String scheme = Text.asciiLowerCase(uri.getScheme());
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return Optional.empty();
        }
        int defaultPort = scheme.equals("https") ? 443 : 80;
        String port = uri.getPort() < 0 || uri.getPort() == defaultPort ? "" : ":" + uri.getPort();
        String host = Ipv6Host.canonical(Text.asciiLowerCase(uri.getHost()));
        return Optional.of(scheme + "://" + host + port + normalisedPath(uri.getRawPath()));
    }

    /**
     * The same of a path alone.
     *
     * @param path still encoded; from a request line it may be anything
     */
    static String normalisedPath(String path) {
        return path.isEmpty() ? "/" : path.charAt(0) == '/' ? withoutDots(withoutNeedlessEncoding(path)) : path;
    }

    /** Characters that need no encoding are written as they are, and what is encoded has capitals (§6.2.2.1, §6.2.2.2). */
    private static String withoutNeedlessEncoding(String path) {
        StringBuilder plain = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            int high = path.charAt(i) == '%' && i + 2 < path.length() ? Character.digit(path.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(path.charAt(i + 2), 16);
            if (low < 0) {
                plain.append(path.charAt(i));
                continue;
            }
            char decoded = (char) (high * 16 + low);
            if (Alphabet.UNRESERVED.contains(decoded)) {
                plain.append(decoded);
            } else {
                plain.append('%').append(HEX.charAt(high)).append(HEX.charAt(low));
            }
            i += 2;
        }
        return plain.toString();
    }

    /** RFC 3986 §5.2.4. */
    private static String withoutDots(String path) {
        List<String> kept = new ArrayList<>();
        int from = 1;
        boolean last = false;
        while (!last) {
            int slash = path.indexOf('/', from);
            last = slash < 0;
            String segment = last ? path.substring(from) : path.substring(from, slash);
            boolean dots = segment.equals(".") || segment.equals("..");
            if (segment.equals("..") && !kept.isEmpty()) {
                kept.remove(kept.size() - 1);
            }
            if (!dots || last) {
                kept.add(dots ? "" : segment);
            }
            from = slash + 1;
        }
        return "/" + String.join("/", kept);
    }
}
