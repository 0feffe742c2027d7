package rnn4j.io.file;

import java.util.Collection;
import java.util.stream.Collectors;

/// Text from a file, made fit to be shown: a name in a hostile file may be megabytes long, or move
/// the cursor of the terminal that shows it.
public final class Quoted {
  private static final int MAX_CHARACTERS = 100;
  private static final int MAX_NAMES = 10;

  private Quoted() {}

  /// Returns the text in quotation marks, control characters escaped and the end cut off if long.
  public static String of(String text) {
    return '"' + bare(text) + '"';
  }

  /// Returns the text as [#of] does, without the quotation marks.
  public static String bare(String text) {
    var quoted = new StringBuilder();
    text.codePoints().limit(MAX_CHARACTERS).forEach(c -> append(quoted, c));
    if (text.codePointCount(0, text.length()) > MAX_CHARACTERS) {
      quoted.append("...");
    }
    return quoted.toString();
  }

  /// Returns the first few names, each quoted.
  public static String list(Collection<String> names) {
    String first =
        names.stream().limit(MAX_NAMES).map(Quoted::of).collect(Collectors.joining(", "));
    int more = names.size() - MAX_NAMES;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static void append(StringBuilder quoted, int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          quoted.append("\\u{").append(Integer.toHexString(c)).append('}');
      default -> {
        if (c == '"' || c == '\\') {
          quoted.append('\\');
        }
        quoted.appendCodePoint(c);
      }
    }
  }
}
