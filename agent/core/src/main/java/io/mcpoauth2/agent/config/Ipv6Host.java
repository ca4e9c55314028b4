package io.mcpoauth2.agent.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * An IPv6 address as the host of a URL, in the one spelling that browsers write: RFC 5952, and hexadecimal to its end, also
 * where an IPv4 address is within (URL Standard, IPv6 serializer).
 */
public final class Ipv6Host {
    private static final int GROUPS = 8;

    private Ipv6Host() {}

    /** A host in the spelling of browsers; what is no address in brackets stays as it is. */
    public static String canonical(String host) {
        return host.startsWith("[") ? parse(host).orElse(host) : host;
    }

    /** The spelling of browsers of an address in brackets; empty for anything else. */
    static Optional<String> parse(String host) {
        if (!host.startsWith("[") || !host.endsWith("]") || host.indexOf(':') < 0) {
            return Optional.empty();
        }
        return Network.address(host).map(address -> '[' + text(groupsOf(address)) + ']');
    }

    private static int[] groupsOf(InetAddress address) {
        byte[] bytes = address.getAddress();
        int[] groups = new int[GROUPS];
        int at = 0;
        if (address instanceof Inet4Address) { // The JDK makes one of ::ffff:a.b.c.d.
            groups[5] = 0xFFFF;
            at = 6;
        }
        for (int i = 0; i < bytes.length; i += 2) {
            groups[at++] = ((bytes[i] & 0xFF) << 8) | (bytes[i + 1] & 0xFF);
        }
        return groups;
    }

    private static String text(int[] groups) {
        int from = -1; // Of the longest run of zeros, the first of several.
        int most = 1; // One alone is written (RFC 5952 §4.2.2).
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > most) {
                from = i;
                most = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == from) {
                text.append("::");
                i += most - 1;
                continue;
            }
            if (i > 0 && i != from + most) {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
