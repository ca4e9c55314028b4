package io.mcpoauth2.agent.jose;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Another reader of JSON, to compare ours with: Jackson's databind. */
public final class JsonOracle {
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();

    private JsonOracle() {}

    /** The document, which must be JSON. */
    public static JsonNode read(byte[] document) {
        try {
            return READER.readTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether both are the same.
     *
     * @param ours a value as {@link StrictJson} returns it
     */
    public static boolean areEqual(@Nullable Object ours, JsonNode theirs) {
        if (ours instanceof Map<?, ?> object) {
            return theirs.isObject()
                    && object.size() == theirs.size()
                    && object.entrySet().stream()
                            .allMatch(member -> member.getKey() instanceof String name
                                    && theirs.has(name)
                                    && areEqual(member.getValue(), theirs.required(name)));
        }
        if (ours instanceof List<?> array) {
            if (!theirs.isArray() || array.size() != theirs.size()) {
                return false;
            }
            for (int i = 0; i < array.size(); i++) {
                if (!areEqual(array.get(i), theirs.required(i))) {
                    return false;
                }
            }
            return true;
        }
        return isSameScalar(ours, theirs);
    }

    private static boolean isSameScalar(@Nullable Object ours, JsonNode theirs) {
        if (ours == null) {
            return theirs.isNull();
        }
        if (ours instanceof String text) {
            return theirs.isTextual() && text.equals(theirs.textValue());
        }
        if (ours instanceof Boolean truth) {
            return theirs.isBoolean() && truth == theirs.booleanValue();
        }
        if (ours instanceof Long whole) {
            return theirs.isNumber() && BigDecimal.valueOf(whole).compareTo(theirs.decimalValue()) == 0;
        }
        return ours instanceof BigDecimal number && theirs.isNumber() && number.compareTo(theirs.decimalValue()) == 0;
    }
}
