package rnn4j.cli.classify;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.data.Padding;
import rnn4j.data.Vocabulary;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Tensor;

/// Sequences side by side.
///
/// @param input (seqLen, batch, features), scaled
/// @param lengths (batch)
/// @param labels (batch), 0 where they are not known
@SuppressWarnings("ArrayRecordComponent") // never compared
record SequenceBatch(Tensor input, int[] lengths, Indices labels) {

  static SequenceBatch of(
      List<LabelledSequence> all, int[] numbers, FeatureScaling scaling, Vocabulary labels) {
    List<LabelledSequence> chosen = Arrays.stream(numbers).mapToObj(all::get).toList();
    return new SequenceBatch(
        Padding.features(chosen.stream().map(s -> scaling.apply(s.features())).toList()),
        chosen.stream().mapToInt(LabelledSequence::length).toArray(),
        Indices.of(chosen.stream().mapToInt(s -> number(s.label(), labels)).toArray()));
  }

  private static int number(@Nullable String label, Vocabulary labels) {
    return label == null || !labels.contains(label) ? 0 : labels.number(label);
  }
}
