package rnn4j.io.text;

import org.jspecify.annotations.Nullable;

/// Cuts a text into tokens. It remembers nothing but the next characters, so that it can begin at
/// any token.
final class TextScanner {
  private static final String[] ONE_CHARACTER = new String[0x10000];

  private final CodePoints source;
  private final TextUnit unit;
  private final int[] ahead = new int[2];
  private final long[] aheadStart = new long[2];
  private int aheadCount;
  private long start;

  TextScanner(CodePoints source, TextUnit unit) {
    this.source = source;
    this.unit = unit;
  }

  /// Returns the next token, or null at the end.
  @Nullable String next() {
    int first = peek(0);
    while (isSkipped(first)) {
      drop();
      first = peek(0);
    }
    if (first == CodePoints.END) {
      return null;
    }
    start = aheadStart[0];
    drop();
    return unit == TextUnit.WORD && isOfWord(first) ? word(first) : one(first);
  }

  /// Returns where the last token began.
  long start() {
    return start;
  }

  private boolean isSkipped(int c) {
    return c == '\r' || (unit == TextUnit.WORD && c != '\n' && Character.isWhitespace(c));
  }

  private String word(int first) {
    var word = new StringBuilder().appendCodePoint(first);
    while (isOfWord(peek(0)) || (isApostrophe(peek(0)) && isOfWord(peek(1)))) {
      word.appendCodePoint(peek(0));
      drop();
    }
    return word.toString();
  }

  private static boolean isOfWord(int c) {
    return c != CodePoints.END
        && (Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK);
  }

  private static boolean isApostrophe(int c) {
    return c == '\'' || c == '’';
  }

  private static String one(int c) {
    if (c >= ONE_CHARACTER.length) {
      return Character.toString(c);
    }
    String known = ONE_CHARACTER[c];
    if (known == null) {
      known = Character.toString(c);
      ONE_CHARACTER[c] = known; // a race would only make it twice
    }
    return known;
  }

  private int peek(int index) {
    while (aheadCount <= index) {
      aheadStart[aheadCount] = source.position();
      ahead[aheadCount++] = source.next();
    }
    return ahead[index];
  }

  private void drop() {
    ahead[0] = ahead[1];
    aheadStart[0] = aheadStart[1];
    aheadCount--;
  }
}
