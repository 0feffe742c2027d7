package rnn4j.cli.tag;

import java.util.Arrays;
import java.util.List;
import rnn4j.cli.net.CrossEntropy;
import rnn4j.data.Padding;
import rnn4j.data.Vocabulary;
import rnn4j.tensor.Indices;

/// Sentences side by side, (seqLen, batch) each.
///
/// @param tags that of padding, and of words without one, is [CrossEntropy#IGNORED]
@SuppressWarnings("ArrayRecordComponent") // never compared
record SentenceBatch(Indices words, Indices endings, Indices shapes, int[] lengths, Indices tags) {

  static SentenceBatch of(List<Sentence> all, int[] numbers, WordViews views, Vocabulary tags) {
    List<Sentence> chosen = Arrays.stream(numbers).mapToObj(all::get).toList();
    List<int[]> words = chosen.stream().map(views::wordNumbers).toList();
    List<int[]> targets = chosen.stream().map(s -> targets(s, tags)).toList();
    return new SentenceBatch(
        Padding.indices(words, 0),
        Padding.indices(chosen.stream().map(views::endingNumbers).toList(), 0),
        Padding.indices(chosen.stream().map(views::shapeNumbers).toList(), 0),
        Padding.lengths(words),
        Padding.indices(targets, CrossEntropy.IGNORED));
  }

  private static int[] targets(Sentence sentence, Vocabulary tags) {
    if (sentence.tags().isEmpty()) {
      int[] none = new int[sentence.words().size()];
      Arrays.fill(none, CrossEntropy.IGNORED);
      return none;
    }
    return tags.numbers(sentence.tags());
  }
}
