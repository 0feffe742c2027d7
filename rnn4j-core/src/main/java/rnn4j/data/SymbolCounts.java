package rnn4j.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts symbols, to make a vocabulary of those that occur most. However many different ones there
/// are, memory is bounded: of more than a million the rarest are forgotten.
///
/// ```java
/// var counts = new SymbolCounts();
/// words.forEach(counts::add);
/// Vocabulary vocabulary = counts.vocabulary(10000, 2);
/// ```
public final class SymbolCounts {
  /// More different symbols than this and the rarest are forgotten.
  static final int MAX_SYMBOLS = 1 << 20;

  private final Map<String, Counter> counts = new HashMap<>();

  private static final class Counter {
    long count;
  }

  /// Creates counts of nothing yet.
  public SymbolCounts() {}

  /// Counts a symbol.
  public void add(String symbol) {
    counts.computeIfAbsent(symbol, _ -> new Counter()).count++;
    for (long rare = 1; counts.size() > MAX_SYMBOLS; rare *= 2) {
      long least = rare;
      counts.values().removeIf(counter -> counter.count <= least);
    }
  }

  /// Returns how many different symbols there are.
  public int size() {
    return counts.size();
  }

  /// Returns the most frequent symbols after [Vocabulary#UNKNOWN], the most frequent first.
  ///
  /// @param limit symbols at most, the unknown one included; at least 2
  /// @param least how often a symbol must occur
  public Vocabulary vocabulary(int limit, long least) {
    if (limit < 2) {
      throw new IllegalArgumentException(
          "SymbolCounts.vocabulary: limit is " + limit + ", expected at least 2");
    }
    List<String> symbols = new ArrayList<>();
    symbols.add(Vocabulary.UNKNOWN);
    counts.entrySet().stream()
        .filter(entry -> entry.getValue().count >= least)
        .filter(entry -> !entry.getKey().equals(Vocabulary.UNKNOWN))
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Counter> entry) -> -entry.getValue().count)
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(limit - 1L)
        .forEach(entry -> symbols.add(entry.getKey()));
    return Vocabulary.of(symbols);
  }
}
