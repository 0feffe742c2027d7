package rnn4j.cli.tag;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import rnn4j.data.Vocabulary;

/// What a network sees of a word: the word without regard to case, its ending, and its shape. A
/// word never seen in training is still known by its ending and shape.
///
/// @param words without regard to case, those seen more than once
/// @param endings the last three characters
/// @param shapes such as `Xx` of "Time" and `d-x` of "19-year"
record WordViews(Vocabulary words, Vocabulary endings, Vocabulary shapes) {
  private static final int ENDING = 3;
  private static final int MAX_SHAPE = 6;

  static WordViews of(List<Sentence> sentences) {
    return new WordViews(
        vocabulary(sentences, WordViews::lower),
        vocabulary(sentences, WordViews::ending),
        vocabulary(sentences, WordViews::shape));
  }

  /// What occurs once stands for all that is not known.
  private static Vocabulary vocabulary(
      List<Sentence> sentences, java.util.function.UnaryOperator<String> view) {
    Map<String, Integer> counts = new HashMap<>();
    sentences.forEach(
        s -> s.words().forEach(word -> counts.merge(view.apply(word), 1, Integer::sum)));
    List<String> symbols = new ArrayList<>();
    symbols.add(Vocabulary.UNKNOWN);
    counts.entrySet().stream()
        .filter(entry -> entry.getValue() > 1 && !entry.getKey().equals(Vocabulary.UNKNOWN))
        .map(Map.Entry::getKey)
        .sorted()
        .forEach(symbols::add);
    return Vocabulary.of(symbols);
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  private static String ending(String word) {
    int[] letters = lower(word).codePoints().toArray();
    int from = Math.max(0, letters.length - ENDING);
    return new String(letters, from, letters.length - from);
  }

  /// Upper case is X, lower case x, a digit d, anything else itself; of equal ones the first.
  private static String shape(String word) {
    var shape = new StringBuilder();
    int last = -1;
    for (int c : word.codePoints().toArray()) {
      int kind =
          Character.isUpperCase(c)
              ? 'X'
              : Character.isLetter(c) ? 'x' : Character.isDigit(c) ? 'd' : c;
      if (kind != last && shape.length() < MAX_SHAPE) {
        shape.appendCodePoint(kind);
      }
      last = kind;
    }
    return shape.toString();
  }

  int[] wordNumbers(Sentence sentence) {
    return sentence.words().stream().mapToInt(w -> words.number(lower(w))).toArray();
  }

  int[] endingNumbers(Sentence sentence) {
    return sentence.words().stream().mapToInt(w -> endings.number(ending(w))).toArray();
  }

  int[] shapeNumbers(Sentence sentence) {
    return sentence.words().stream().mapToInt(w -> shapes.number(shape(w))).toArray();
  }
}
