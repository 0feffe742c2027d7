package rnn4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SymbolCountsTest {

  @Test
  void theMostFrequentSymbolsComeFirst() {
    var counts = new SymbolCounts();
    List.of("b", "c", "a", "c", "<unk>", "b", "c", "d", "<unk>", "a").forEach(counts::add);
    assertThat(counts.size()).isEqualTo(5);
    assertThat(counts.vocabulary(100, 1).symbols()).containsExactly("<unk>", "c", "a", "b", "d");
    assertThat(counts.vocabulary(100, 2).symbols()).containsExactly("<unk>", "c", "a", "b");
    assertThat(counts.vocabulary(3, 1).symbols()).containsExactly("<unk>", "c", "a");
    assertThatThrownBy(() -> counts.vocabulary(1, 1))
        .hasMessage("SymbolCounts.vocabulary: limit is 1, expected at least 2");
  }

  @Test
  void ofTooManySymbolsTheRarestAreForgotten() {
    var counts = new SymbolCounts();
    for (int i = 0; i < 3; i++) {
      counts.add("often");
    }
    for (int i = 0; i < SymbolCounts.MAX_SYMBOLS; i++) {
      counts.add(Integer.toString(i, Character.MAX_RADIX));
    }
    assertThat(counts.vocabulary(2, 1).symbols()).containsExactly("<unk>", "often");
    assertThat(counts.size()).isEqualTo(1);
  }
}
