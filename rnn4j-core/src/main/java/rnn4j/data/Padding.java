package rnn4j.data;

import java.util.Arrays;
import java.util.List;
import rnn4j.nn.Sequences;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Tensor;

/// Sequences of different lengths side by side, the time first, as layers take them with lengths.
public final class Padding {
  private Padding() {}

  /// Returns the lengths of rows of numbers.
  public static int[] lengths(List<int[]> sequences) {
    return sequences.stream().mapToInt(sequence -> sequence.length).toArray();
  }

  /// Puts rows of numbers side by side, (seqLen, batch).
  ///
  /// @param padding what stands after the end of a shorter one
  public static Indices indices(List<int[]> sequences, int padding) {
    int batch = sequences.size();
    int seqLen = Arrays.stream(lengths(sequences)).max().orElse(0);
    int[] values = new int[seqLen * batch];
    Arrays.fill(values, padding);
    for (int b = 0; b < batch; b++) {
      int[] sequence = sequences.get(b);
      for (int t = 0; t < sequence.length; t++) {
        values[t * batch + b] = sequence[t];
      }
    }
    return Indices.of(values, seqLen, batch);
  }

  /// Puts sequences of (length, features) side by side, (seqLen, batch, features), with zeros after
  /// the end of a shorter one.
  public static Tensor features(List<Tensor> sequences) {
    return Sequences.padSequence(sequences, false, 0, rnn4j.nn.PaddingSide.RIGHT);
  }
}
