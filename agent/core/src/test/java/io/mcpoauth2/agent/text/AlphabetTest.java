package io.mcpoauth2.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AlphabetTest {
    private static final String LETTERS_AND_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    @Test
    void holdsItsCharactersAndNoOther() {
        assertThat(members(Alphabet.LETTERS_AND_DIGITS)).isEqualTo(LETTERS_AND_DIGITS);
        assertThat(members(Alphabet.of("b-a"))).isEqualTo("-ab");
        assertThat(members(Alphabet.HTTP_TOKEN.and("/")).length()).isEqualTo(62 + 15 + 1);
    }

    @Test
    void unionLeavesItsPartsAsTheyAre() {
        Alphabet digits = Alphabet.of("01");
        assertThat(members(digits.and("2"))).isEqualTo("012");
        assertThat(members(digits.and(Alphabet.of("3")))).isEqualTo("013");
        assertThat(members(digits)).isEqualTo("01");
    }

    @Test
    void containsAllOfAText() {
        assertThat(Alphabet.DIGITS.containsAll("2024")).isTrue();
        assertThat(Alphabet.DIGITS.containsAll("")).isTrue();
        assertThat(Alphabet.DIGITS.containsAll("20x4")).isFalse();
        assertThat(Alphabet.DIGITS.containsAll("\u0661")).isFalse(); // A digit of another script.
    }

    /** All that it has of all characters there are. */
    private static String members(Alphabet alphabet) {
        StringBuilder members = new StringBuilder();
        for (int c = Character.MIN_VALUE; c <= Character.MAX_VALUE; c++) {
            if (alphabet.contains((char) c)) {
                members.append((char) c);
            }
        }
        return members.toString();
    }
}
