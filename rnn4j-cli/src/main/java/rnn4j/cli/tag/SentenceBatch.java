package rnn4j.cli.tag;

import java.util.List;
import rnn4j.cli.net.CrossEntropy;
import rnn4j.data.Padding;
import rnn4j.tensor.Indices;

/// Sentences side by side, (seqLen, batch) each.
///
/// @param tags that of padding, and of words without one, is [CrossEntropy#IGNORED]
@SuppressWarnings("ArrayRecordComponent") // never compared
record SentenceBatch(Indices words, Indices endings, Indices shapes, int[] lengths, Indices tags) {

  static SentenceBatch of(List<NumberedSentence> sentences) {
    List<int[]> words = sentences.stream().map(NumberedSentence::words).toList();
    return new SentenceBatch(
        Padding.indices(words, 0),
        Padding.indices(sentences.stream().map(NumberedSentence::endings).toList(), 0),
        Padding.indices(sentences.stream().map(NumberedSentence::shapes).toList(), 0),
        Padding.lengths(words),
        Padding.indices(
            sentences.stream().map(NumberedSentence::tags).toList(), CrossEntropy.IGNORED));
  }
}
