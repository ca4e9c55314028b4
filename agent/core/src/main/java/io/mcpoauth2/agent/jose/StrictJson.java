package io.mcpoauth2.agent.jose;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object that must have exactly one meaning (rows A9, A10): UTF-8 without BOM, no duplicate member at any
 * depth, nothing behind it, bounded nesting, finite numbers, whole surrogate pairs.
 *
 * <p>Jackson's streaming parser only: databind costs five times its start-up. The bytes are decoded here, because Jackson
 * would guess UTF-16 and skip a BOM. Thread-safe.
 */
public final class StrictJson {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER_LENGTH = 64;
    /** Beyond a double's range; keeps BigDecimals from unfolding into gigabytes in whoever reads them. */
    private static final int MAX_SCALE = 400;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final JsonFactory factory;

    /**
     * @param maxLength of a string, in characters; the caller bounds the document
     */
    public StrictJson(int maxLength) {
        factory = new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxStringLength(maxLength)
                        .maxNameLength(maxLength)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // Names come from strangers: they must not fill a symbol table that lives as long as the process.
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                // The default keeps buffers in thread-locals of the application's threads.
                .recyclerPool(JsonRecyclerPools.newBoundedPool(16))
                .build();
    }

    /**
     * The object as Map, List, String, Boolean, Long (or BigDecimal where that does not fit) and null, unmodifiable.
     *
     * @throws MalformedJsonException if it is anything else
     */
    public Map<String, @Nullable Object> parseObject(byte[] utf8) throws MalformedJsonException {
        return parse(utf8, parser -> {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedJsonException("not a JSON object");
            }
            return object(parser);
        });
    }

    /** Reads one JSON value, and no further, from a parser that stands before it. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(JsonParser parser) throws IOException, MalformedJsonException;
    }

    /**
     * What {@code reading} makes of a document.
     *
     * @throws MalformedJsonException if it is not strict JSON, or {@code reading} throws it
     */
    public <T> T parse(byte[] utf8, Reading<T> reading) throws MalformedJsonException {
        try {
            CharBuffer text = decode(utf8);
            if (text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK) {
                throw new MalformedJsonException("a byte order mark before the JSON");
            }
            requireHexEscapes(text);
            try (JsonParser parser = factory.createParser(text.array(), text.arrayOffset(), text.length())) {
                T read = reading.read(parser);
                if (parser.nextToken() != null) {
                    throw new MalformedJsonException("data behind the JSON object");
                }
                return read;
            }
        } catch (CharacterCodingException e) {
            throw new MalformedJsonException("not UTF-8");
        } catch (IOException e) {
            // Its message may quote the document.
            throw new MalformedJsonException("not strict JSON");
        }
    }

    /** Reads over a value, which has to be as strict as one that is kept. */
    public static void skip(JsonParser parser, @Nullable JsonToken first) throws IOException, MalformedJsonException {
        int depth = 0;
        @Nullable JsonToken token = first;
        while (true) {
            if (token == null) {
                throw new MalformedJsonException("truncated JSON");
            }
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.FIELD_NAME) {
                wellFormed(parser.currentName());
            } else if (token == JsonToken.VALUE_STRING) {
                requireWellFormed(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
            } else if (token.isNumeric()) {
                requireNumber(parser);
            }
            if (depth == 0) {
                return;
            }
            token = parser.nextToken();
        }
    }

    /** A short number without an exponent cannot be out of range. */
    private static void requireNumber(JsonParser parser) throws IOException, MalformedJsonException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
            number(parser.getText());
        }
    }

    private static void requireWellFormed(char[] text, int from, int length) throws MalformedJsonException {
        for (int i = from; i < from + length; i++) {
            if (Character.isSurrogate(text[i])) {
                wellFormed(new String(text, from, length));
                return;
            }
        }
    }

    private static CharBuffer decode(byte[] utf8) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(utf8));
    }

    /**
     * Jackson's reader of characters looks at the low byte of a hex digit only (2.22.4, {@code CharTypes.charToHex}), so
     * that U+0134 passes for a 4. A backslash outside a string is left to it.
     */
    private static void requireHexEscapes(CharBuffer text) throws MalformedJsonException {
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) != '\\') {
                at++;
            } else if (at + 1 < text.length() && text.charAt(at + 1) == 'u') {
                requireHexDigits(text, at + 2, at + 6);
                at += 6;
            } else {
                at += 2;
            }
        }
    }

    private static void requireHexDigits(CharBuffer text, int from, int to) throws MalformedJsonException {
        for (int at = from; at < to; at++) {
            if (at >= text.length() || !isHexDigit(text.charAt(at))) {
                throw new MalformedJsonException("escape without hex digits");
            }
        }
    }

    private static boolean isHexDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException, MalformedJsonException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = wellFormed(parser.currentName());
            members.put(name, value(parser, parser.nextToken()));
        }
        return Collections.unmodifiableMap(members);
    }

    /** Recurses at most {@link #MAX_DEPTH} times: the parser refuses deeper nesting when it opens. */
    private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token)
            throws IOException, MalformedJsonException {
        if (token == null) {
            throw new MalformedJsonException("truncated JSON");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> wellFormed(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new MalformedJsonException("unexpected JSON token");
        };
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException, MalformedJsonException {
        List<@Nullable Object> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(parser, token));
        }
        return Collections.unmodifiableList(elements);
    }

    private static Object number(String text) throws MalformedJsonException {
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new MalformedJsonException("number out of range");
        }
        if (Math.abs((long) number.scale()) > MAX_SCALE) {
            throw new MalformedJsonException("number out of range");
        }
        boolean isLong = number.scale() == 0 && number.unscaledValue().bitLength() < Long.SIZE;
        return isLong ? (Object) number.longValue() : number;
    }

    /**
     * The text itself.
     *
     * @throws MalformedJsonException if half of a surrogate pair is in it
     */
    public static String wellFormed(String text) throws MalformedJsonException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new MalformedJsonException("lone surrogate");
            }
        }
        return text;
    }
}
