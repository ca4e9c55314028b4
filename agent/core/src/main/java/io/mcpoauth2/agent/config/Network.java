package io.mcpoauth2.agent.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IP network, or a single address. Nothing is resolved: a name is no network.
 *
 * @param address network byte order, 4 or 16 bytes; only its first bits matter
 * @param bits of the prefix
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Network(byte[] address, int bits) {
    private static final int IPV4_BYTES = 4;
    private static final int MAX_TEXT = 49;

    /** The network, from {@code address} or {@code address/bits}; null if the text is neither. */
    static @Nullable Network parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        if (text.length() > MAX_TEXT || !isLiteral(literal)) {
            return null;
        }
        byte[] address;
        try {
            address = InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
        int most = address.length * 8;
        int bits = slash < 0 ? most : number(text, slash + 1, text.length());
        return bits < 0 || bits > most ? null : new Network(address, bits);
    }

    /** The address that a text is, without a look-up; empty for a name or anything else. */
    public static Optional<InetAddress> address(String text) {
        String literal = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (literal.isEmpty() || literal.length() > MAX_TEXT || !isLiteral(literal)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether the address is in this network; an IPv4 address is also known by its IPv6 form. */
    public boolean contains(InetAddress other) {
        byte[] candidate = other.getAddress(); // The JDK makes IPv4 of ::ffff:a.b.c.d.
        if (candidate.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = 0xFF << Math.max(0, 8 - (bits - bit));
            if (((candidate[bit / 8] ^ address[bit / 8]) & mask & 0xFF) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Only what the JDK does not look up as a name: four decimal numbers, or hexadecimal ones and colons. */
    private static boolean isLiteral(String text) {
        return text.indexOf(':') >= 0 ? isIpv6(text) : isIpv4(text);
    }

    private static boolean isIpv6(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.digit(c, 16) < 0 && c != ':' && c != '.') {
                return false;
            }
        }
        return true;
    }

    private static boolean isIpv4(String text) {
        int from = 0;
        for (int i = 0; i < IPV4_BYTES; i++) {
            int dot = text.indexOf('.', from);
            int to = i == IPV4_BYTES - 1 ? text.length() : dot;
            if (to < 0 || number(text, from, to) < 0 || number(text, from, to) > 255) {
                return false;
            }
            from = to + 1;
        }
        return true;
    }

    /** The number that one to three digits stand for; -1 for anything else. */
    private static int number(String text, int from, int to) {
        if (to <= from || to - from > 3) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }
}
