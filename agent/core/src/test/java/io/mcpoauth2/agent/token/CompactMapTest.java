package io.mcpoauth2.agent.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompactMapTest {
    private final CompactMap map = new CompactMap(new CompactMap.Names("b", "a"), 1, "x");

    @Test
    void mapHasItsMembersInOrder() {
        assertThat(map).isEqualTo(Map.of("a", "x", "b", 1)).hasSize(2);
        assertThat(map.keySet()).containsExactly("b", "a");
        assertThat(map.get("a")).isEqualTo("x");
        assertThat(map.get("c")).isNull();
        assertThat(map.get(null)).isNull();
        assertThat(map.containsKey("b")).isTrue();
        assertThat(map.containsKey("c")).isFalse();
        assertThat(new CompactMap(new CompactMap.Names())).isEmpty();
        assertThat(map.entrySet()).hasSize(2);
        assertThat(new CompactMap.Names("a")).isNotEqualTo(new CompactMap.Names("b"));
    }

    @Test
    void mapIsImmutable() {
        assertThatThrownBy(() -> map.put("a", 2)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.remove("a")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.entrySet().iterator().next().setValue(2))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void equalValuesBecomeOneObjectOfTheirClass() {
        Interner interner = new Interner();
        List<String> first = List.of("a", "b");
        assertThat(interner.canonical(first)).isSameAs(first);
        assertThat(interner.canonical(List.of("a", "b"))).isSameAs(first);
        assertThat(interner.canonical(new CompactMap.Names("a")))
                .isSameAs(interner.canonical(new CompactMap.Names("a")));
        List<String> mutable = new ArrayList<>(first);
        assertThat(interner.canonical(mutable)).as("of another class").isSameAs(mutable);
    }
}
