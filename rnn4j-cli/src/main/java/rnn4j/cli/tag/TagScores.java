package rnn4j.cli.tag;

import java.util.Arrays;
import java.util.List;
import rnn4j.cli.net.CrossEntropy;
import rnn4j.data.Vocabulary;
import rnn4j.tensor.Tensor;
import rnn4j.train.ConfusionMatrix;
import rnn4j.train.Evaluation;
import rnn4j.train.SpanScores;

/// How well tags were given to sentences whose tags are known: word by word, and span by span if
/// they mark spans.
final class TagScores {
  private final Vocabulary tags;
  private final ConfusionMatrix matrix;
  private final SpanScores spans = new SpanScores();
  private final CrossEntropy crossEntropy = new CrossEntropy();
  private final boolean hasSpans;
  private double loss;

  TagScores(Vocabulary tags) {
    this.tags = tags;
    this.matrix = new ConfusionMatrix(tags.symbols());
    this.hasSpans = SpanScores.areTags(tags.symbols());
  }

  /// Counts a batch.
  ///
  /// @param scores (seqLen, batch, tags)
  /// @param said the tags given, (batch)(length)
  void add(SentenceBatch batch, Tensor scores, int[][] said) {
    loss += crossEntropy.loss(scores, batch.tags()).sum().item();
    int[] all = batch.tags().toArray();
    for (int b = 0; b < said.length; b++) {
      int[] actual = new int[said[b].length];
      for (int t = 0; t < actual.length; t++) {
        actual[t] = all[t * said.length + b];
        matrix.add(actual[t], said[b][t]);
      }
      if (hasSpans) {
        spans.add(symbols(actual), symbols(said[b]));
      }
    }
  }

  private List<String> symbols(int[] numbers) {
    return Arrays.stream(numbers).mapToObj(tags::symbol).toList();
  }

  Evaluation evaluation() {
    Evaluation evaluation = Evaluation.of(loss / matrix.total());
    return hasSpans ? evaluation.with(matrix, spans) : evaluation.with(matrix);
  }
}
