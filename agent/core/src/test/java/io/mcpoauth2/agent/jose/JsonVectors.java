package io.mcpoauth2.agent.jose;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The documents of JSONTestSuite, and what of them the agent refuses although it is JSON or may be.
 *
 * <p>Of the 35 whose reading is left to the implementation it reads three, the whole numbers beyond a long.
 */
public final class JsonVectors {
    private static final List<String> DUPLICATE_MEMBERS = List.of(
            "y_object_duplicated_key",
            "y_object_duplicated_key_and_value",
            "object_same_key_different_values",
            "object_same_key_same_value",
            "object_same_key_unclear_values");
    private static final List<String> LONE_SURROGATES = List.of(
            "i_object_key_lone_2nd_surrogate",
            "i_string_1st_surrogate_but_2nd_missing",
            "i_string_1st_valid_surrogate_2nd_invalid",
            "i_string_incomplete_surrogate_and_escape_valid",
            "i_string_incomplete_surrogate_pair",
            "i_string_incomplete_surrogates_escape_valid",
            "i_string_invalid_lonely_surrogate",
            "i_string_invalid_surrogate",
            "i_string_inverted_surrogates_U+1D11E",
            "i_string_lone_second_surrogate",
            "string_1_escaped_invalid_codepoint",
            "string_2_escaped_invalid_codepoints",
            "string_3_escaped_invalid_codepoints");
    private static final List<String> NOT_UTF_8 = List.of(
            "i_string_UTF-16LE_with_BOM",
            "i_string_UTF-8_invalid_sequence",
            "i_string_UTF8_surrogate_U+D800",
            "i_string_invalid_utf-8",
            "i_string_iso_latin_1",
            "i_string_lone_utf8_continuation_byte",
            "i_string_not_in_unicode_range",
            "i_string_overlong_sequence_2_bytes",
            "i_string_overlong_sequence_6_bytes",
            "i_string_overlong_sequence_6_bytes_null",
            "i_string_truncated-utf-8",
            "i_string_utf16BE_no_BOM",
            "i_string_utf16LE_no_BOM",
            "string_1_invalid_codepoint",
            "string_2_invalid_codepoints",
            "string_3_invalid_codepoints");
    private static final List<String> NUMBERS_BEYOND_A_DOUBLE = List.of(
            "i_number_double_huge_neg_exp",
            "i_number_neg_int_huge_exp",
            "i_number_pos_double_huge_exp",
            "i_number_real_neg_overflow",
            "i_number_real_pos_overflow",
            "i_number_real_underflow",
            "number_1e-999");
    private static final List<String> NUMBERS_OF_MORE_THAN_64_CHARACTERS =
            List.of("i_number_huge_exp", "y_number_double_close_to_zero");

    /** The reason by document, for a reader that says so for whatever it reads. */
    public static final Map<String, String> REFUSED = refused();

    private JsonVectors() {}

    /** One document. */
    public static final class Document {
        private final String name;
        private final byte[] bytes;

        private Document(String name, byte[] bytes) {
            this.name = name;
            this.bytes = bytes;
        }

        /** Of its file, without .json: y_ is JSON, n_ is not, i_ and those without a prefix may be read or refused. */
        public String name() {
            return name;
        }

        public boolean isJson() {
            return !name.startsWith("n_");
        }

        public boolean isObject() {
            return new String(bytes, UTF_8).stripLeading().startsWith("{");
        }

        /** Whether a reader must take it as member of an object. */
        public boolean isStrict() {
            return isJson() && !REFUSED.containsKey(name);
        }

        public byte[] bytes() {
            return bytes.clone();
        }

        /** The document between two texts, such as the rest of an object whose member it is. */
        public byte[] between(String before, String behind) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes(before.getBytes(UTF_8));
            whole.writeBytes(bytes);
            whole.writeBytes(behind.getBytes(UTF_8));
            return whole.toByteArray();
        }
    }

    public static List<Document> all() {
        List<Document> documents = new ArrayList<>();
        add(documents, "jsontestsuite/test_parsing", 318);
        add(documents, "jsontestsuite/test_transform", 22);
        return documents;
    }

    private static Map<String, String> refused() {
        Map<String, String> reasons = new TreeMap<>();
        DUPLICATE_MEMBERS.forEach(name -> reasons.put(name, "A9: it can be read in more than one way"));
        LONE_SURROGATES.forEach(name -> reasons.put(name, "A10: it has no spelling in UTF-8"));
        NOT_UTF_8.forEach(name -> reasons.put(name, "A10: RFC 8259 §8.1 demands UTF-8"));
        reasons.put("i_structure_UTF-8_BOM_empty_object", "A10: a BOM is no part of JSON");
        reasons.put("i_structure_500_nested_arrays", "A10: depth is bounded");
        NUMBERS_BEYOND_A_DOUBLE.forEach(name -> reasons.put(name, "E1, E2: no number two readers agree about"));
        NUMBERS_OF_MORE_THAN_64_CHARACTERS.forEach(name -> reasons.put(name, "length is bounded"));
        return Map.copyOf(reasons);
    }

    private static void add(List<Document> documents, String folder, int number) {
        for (String file : Vectors.names(folder, number)) {
            String name = file.substring(0, file.lastIndexOf('.'));
            documents.add(new Document(name, Vectors.bytes(folder + "/" + file)));
        }
    }
}
