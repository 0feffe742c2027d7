package rnn4j.cli.model;

/// Text from a file, made fit for a terminal: control characters, which could move its cursor, are
/// escaped.
final class Printable {
  private static final int MAX_CHARACTERS = 200;

  private Printable() {}

  /// Returns the text in one line, its end cut off if it is long.
  static String text(String text) {
    var printable = new StringBuilder();
    text.codePoints()
        .limit(MAX_CHARACTERS)
        .forEach(c -> {
          switch (Character.getType(c)) {
            case Character.CONTROL,
                Character.FORMAT,
                Character.SURROGATE,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR ->
                printable.append("\\u{").append(Integer.toHexString(c)).append('}');
            default -> printable.appendCodePoint(c);
          }
        });
    return text.codePointCount(0, text.length()) > MAX_CHARACTERS
        ? printable + "..."
        : printable.toString();
  }

  /// Returns the name of a layer or tensor; that of the model itself is empty.
  static String name(String name) {
    return name.isEmpty() ? "(the model itself)" : text(name);
  }
}
