package rnn4j.io.text;

import java.io.Closeable;

/// The characters of a text, one after another.
abstract class CodePoints implements Closeable {
  /// What stands for the end.
  static final int END = -1;

  /// Returns the next character, or [#END].
  ///
  /// @throws java.io.UncheckedIOException if it cannot be read
  abstract int next();

  /// Returns where the next character begins, in units of the source.
  abstract long position();

  @Override
  public void close() {}

  static CodePoints of(String text) {
    return new CodePoints() {
      private int at;

      @Override
      int next() {
        if (at == text.length()) {
          return END;
        }
        int codePoint = text.codePointAt(at);
        at += Character.charCount(codePoint);
        return codePoint;
      }

      @Override
      long position() {
        return at;
      }
    };
  }
}
