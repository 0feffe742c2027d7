package rnn4j.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The symbols that a model knows, and their numbers: characters, words, tags, labels.
public final class Vocabulary {
  /// What stands for every symbol that is not known, where there is such a symbol.
  public static final String UNKNOWN = "<unk>";

  private final List<String> symbols;
  private final Map<String, Integer> numbers = new HashMap<>();

  private Vocabulary(List<String> symbols) {
    this.symbols = List.copyOf(symbols);
    for (String symbol : symbols) {
      if (numbers.putIfAbsent(symbol, numbers.size()) != null) {
        throw new IllegalArgumentException(
            "Vocabulary: \"" + symbol + "\" is listed twice, expected each symbol once");
      }
    }
  }

  /// Creates a vocabulary; the numbers follow the order.
  ///
  /// @throws IllegalArgumentException if a symbol is listed twice
  public static Vocabulary of(List<String> symbols) {
    return new Vocabulary(symbols);
  }

  /// Returns how many symbols there are.
  public int size() {
    return symbols.size();
  }

  /// Returns the symbols in order.
  public List<String> symbols() {
    return symbols;
  }

  /// Returns the symbol of a number.
  public String symbol(int number) {
    return symbols.get(number);
  }

  /// Returns whether a symbol is known.
  public boolean contains(String symbol) {
    return numbers.containsKey(symbol);
  }

  /// Returns the number of a symbol; that of [#UNKNOWN] if it is not known.
  ///
  /// @throws IllegalArgumentException if it is not known and neither is [#UNKNOWN]
  public int number(String symbol) {
    Integer number = numbers.get(symbol);
    if (number == null) {
      number = numbers.get(UNKNOWN);
    }
    if (number == null) {
      throw new IllegalArgumentException(
          "Vocabulary.number: \"%s\" is none of the %d symbols".formatted(symbol, size()));
    }
    return number;
  }

  /// Returns the numbers of symbols.
  public int[] numbers(List<String> symbols) {
    return symbols.stream().mapToInt(this::number).toArray();
  }
}
