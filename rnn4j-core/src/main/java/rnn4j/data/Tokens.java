package rnn4j.data;

/// A long row of token numbers, such as a text in characters or words. It need not be in memory.
public interface Tokens {

  /// Reads tokens one after another. Not thread-safe.
  interface Reader extends AutoCloseable {

    /// Reads tokens into a part of an array, all of them.
    ///
    /// @throws java.io.UncheckedIOException if the file cannot be read
    /// @throws IllegalStateException if there are not so many
    void read(int[] out, int from, int count);

    @Override
    default void close() {}
  }

  /// Returns how many there are.
  long count();

  /// Begins to read at a position.
  ///
  /// @param position from 0 to [#count()]
  Reader from(long position);

  /// Returns a text that changes when the tokens do.
  String fingerprint();

  /// Returns a row of tokens that is in memory.
  static Tokens of(int... tokens) {
    int[] kept = tokens.clone();
    return new Tokens() {
      @Override
      public long count() {
        return kept.length;
      }

      @Override
      public Reader from(long position) {
        int[] at = {Math.toIntExact(position)};
        return (out, from, count) -> {
          if (count > kept.length - at[0]) {
            throw new IllegalStateException(
                "Tokens.read: %d tokens from %d, expected at most %d"
                    .formatted(count, at[0], kept.length - at[0]));
          }
          System.arraycopy(kept, at[0], out, from, count);
          at[0] += count;
        };
      }

      @Override
      public String fingerprint() {
        return kept.length + " tokens, hash " + java.util.Arrays.hashCode(kept);
      }
    };
  }

  /// Returns a part of these tokens.
  ///
  /// @throws IllegalArgumentException unless `0 <= from <= to <= count()`
  default Tokens slice(long from, long to) {
    if (from < 0 || from > to || to > count()) {
      throw new IllegalArgumentException(
          "Tokens.slice: from %d to %d, expected a part of 0 to %d".formatted(from, to, count()));
    }
    Tokens all = this;
    return new Tokens() {
      @Override
      public long count() {
        return to - from;
      }

      @Override
      public Reader from(long position) {
        return all.from(from + position);
      }

      @Override
      public String fingerprint() {
        return "%s, from %d to %d".formatted(all.fingerprint(), from, to);
      }
    };
  }
}
