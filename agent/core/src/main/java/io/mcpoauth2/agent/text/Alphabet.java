package io.mcpoauth2.agent.text;

/** A set of ASCII characters; no character beyond ASCII is in any. */
public final class Alphabet {
    public static final Alphabet LOWER_CASE = of("abcdefghijklmnopqrstuvwxyz");
    public static final Alphabet UPPER_CASE = of("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    public static final Alphabet DIGITS = of("0123456789");
    public static final Alphabet LETTERS_AND_DIGITS = LOWER_CASE.and(UPPER_CASE).and(DIGITS);
    /** What a URI has unencoded wherever it stands (RFC 3986 §2.3). */
    public static final Alphabet UNRESERVED = LETTERS_AND_DIGITS.and("-._~");
    /** Names of headers, methods and schemes (RFC 9110 §5.6.2). */
    public static final Alphabet HTTP_TOKEN = LETTERS_AND_DIGITS.and("!#$%&'*+-.^_`|~");
    /** A bearer token without its padding (RFC 6750 §2.1). */
    public static final Alphabet B64TOKEN = UNRESERVED.and("+/");

    private static final int SIZE = 128;

    private final boolean[] members = new boolean[SIZE];

    private Alphabet() {}

    /** The set of these characters. */
    public static Alphabet of(String characters) {
        return new Alphabet().and(characters);
    }

    /** The union with other characters. */
    public Alphabet and(String characters) {
        Alphabet union = copy();
        for (int i = 0; i < characters.length(); i++) {
            union.members[characters.charAt(i)] = true;
        }
        return union;
    }

    /** The union of both. */
    public Alphabet and(Alphabet other) {
        Alphabet union = copy();
        for (int i = 0; i < SIZE; i++) {
            union.members[i] |= other.members[i];
        }
        return union;
    }

    private Alphabet copy() {
        Alphabet copy = new Alphabet();
        System.arraycopy(members, 0, copy.members, 0, SIZE);
        return copy;
    }

    public boolean contains(char c) {
        return c < SIZE && members[c];
    }

    /** Whether the text consists of these characters; true for an empty one. */
    public boolean containsAll(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!contains(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
