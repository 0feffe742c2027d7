package rnn4j.io.text;

import java.util.ArrayList;
import java.util.List;

/// What a text is made of.
public enum TextUnit {
  /// Every character is a token; carriage returns are left out.
  CHARACTER,

  /// Words, marks of punctuation and line ends are tokens. A word is a run of letters, digits and
  /// apostrophes between them; other white space only separates.
  WORD;

  /// Splits a short text.
  public List<String> split(String text) {
    var scanner = new TextScanner(CodePoints.of(text), this);
    var tokens = new ArrayList<String>();
    for (String token = scanner.next(); token != null; token = scanner.next()) {
      tokens.add(token);
    }
    return tokens;
  }

  /// Returns what stands between two tokens when they are put together again: nothing between
  /// characters, a space before a word unless a line or a bracket begins.
  ///
  /// @param before the token before, or an empty text at the beginning
  public String between(String before, String token) {
    if (this == CHARACTER || before.isEmpty() || before.equals("\n") || token.equals("\n")) {
      return "";
    }
    boolean opened = before.length() == 1 && "([{“‘¿¡".contains(before);
    boolean closes = token.length() == 1 && ".,;:!?)]}”’".contains(token);
    return opened || closes ? "" : " ";
  }
}
