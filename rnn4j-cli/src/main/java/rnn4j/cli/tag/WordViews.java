package rnn4j.cli.tag;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import rnn4j.data.SymbolCounts;
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

  /// Reads the sentences to train on. What occurs once stands for all that is not known.
  ///
  /// @param training their numbers in the corpus
  /// @param limit words at most, and endings and shapes
  static WordViews of(Corpus corpus, BitSet training, int limit) {
    var words = new SymbolCounts();
    var endings = new SymbolCounts();
    var shapes = new SymbolCounts();
    try (ConllReader reader = corpus.reader()) {
      int number = 0;
      for (Sentence sentence = reader.next(); sentence != null; sentence = reader.next()) {
        if (training.get(number++)) {
          for (String word : sentence.words()) {
            words.add(lower(word));
            endings.add(ending(word));
            shapes.add(shape(word));
          }
        }
      }
    }
    return new WordViews(
        words.vocabulary(limit, 2), endings.vocabulary(limit, 2), shapes.vocabulary(limit, 2));
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

  /// Returns what a network sees of a sentence.
  ///
  /// @param tags a number for each word
  NumberedSentence numbered(List<String> sentence, int[] tags) {
    return new NumberedSentence(
        sentence.stream().mapToInt(word -> words.number(lower(word))).toArray(),
        sentence.stream().mapToInt(word -> endings.number(ending(word))).toArray(),
        sentence.stream().mapToInt(word -> shapes.number(shape(word))).toArray(),
        tags);
  }
}
