package rnn4j.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import rnn4j.tensor.Shape;
import rnn4j.tensor.ShapeException;
import rnn4j.tensor.Tensor;

/// Sequences of different lengths, packed and padded: the functions of `torch.nn.utils.rnn`. All
/// are recorded for gradients.
///
/// ```java
/// PackedSequence packed = Sequences.packPaddedSequence(input, lengths, true, false);
/// LstmPackedOutput out = lstm.forward(packed);
/// PaddedSequence padded = Sequences.padPackedSequence(out.output(), true);
/// ```
///
/// Unlike PyTorch's, a length of zero is legal, and one beyond the padded length is refused.
public final class Sequences {
  private Sequences() {}

  /// Packs sequences that are (seqLen, batch, ...) and sorted by length, longest first.
  ///
  /// @see #packPaddedSequence(Tensor, int[], boolean, boolean)
  public static PackedSequence packPaddedSequence(Tensor input, int... lengths) {
    return packPaddedSequence(input, lengths, false, true);
  }

  /// Packs padded sequences.
  ///
  /// @param input (seqLen, batch, ...), or (batch, seqLen, ...) when batch-first
  /// @param lengths of each sequence, from zero to `seqLen`
  /// @param enforceSorted whether to refuse sequences that are not sorted by length, longest first;
  ///   otherwise they are sorted here, and unsorted when they are padded again
  /// @throws IllegalArgumentException if the lengths don't fit
  public static PackedSequence packPaddedSequence(
      Tensor input, int[] lengths, boolean batchFirst, boolean enforceSorted) {
    requireBatch("packPaddedSequence", input, batchFirst);
    int seqLen = input.size(batchFirst ? 1 : 0);
    int batch = input.size(batchFirst ? 0 : 1);
    checkLengths(lengths, seqLen, batch);
    int[] order = IntStream.range(0, batch).toArray();
    if (enforceSorted) {
      requireSorted(lengths);
    } else {
      order =
          IntStream.range(0, batch)
              .boxed()
              .sorted(Comparator.comparingInt((Integer n) -> -lengths[n]))
              .mapToInt(Integer::intValue)
              .toArray();
    }
    int[] batchSizes = batchSizes(lengths);
    int[] rows = new int[Arrays.stream(batchSizes).sum()];
    int at = 0;
    for (int t = 0; t < batchSizes.length; t++) {
      for (int place = 0; place < batchSizes[t]; place++) {
        rows[at++] = batchFirst ? order[place] * seqLen + t : t * batch + order[place];
      }
    }
    Shape element = rest(input.shape(), 2);
    Tensor data =
        new RowPlaces(rows, seqLen * batch)
            .packed(flattened(input, 2))
            .reshape(joined(new int[] {rows.length}, element));
    return new PackedSequence(data, batchSizes, batch, enforceSorted ? null : order);
  }

  /// Pads packed sequences with zeros, (seqLen, batch, ...).
  public static PaddedSequence padPackedSequence(PackedSequence packed) {
    return padPackedSequence(packed, false);
  }

  /// Pads packed sequences with zeros to the length of the longest.
  public static PaddedSequence padPackedSequence(PackedSequence packed, boolean batchFirst) {
    return padPackedSequence(packed, batchFirst, 0, packed.batchSizes().length);
  }

  /// Pads packed sequences.
  ///
  /// @param paddingValue what the padding consists of
  /// @param totalLength steps of the result, at least those of the longest sequence
  /// @return the sequences and their lengths, in the order in which they were packed
  /// @throws IllegalArgumentException if the total length is too small
  public static PaddedSequence padPackedSequence(
      PackedSequence packed, boolean batchFirst, double paddingValue, int totalLength) {
    int[] batchSizes = packed.batchSizes();
    if (totalLength < batchSizes.length) {
      throw new IllegalArgumentException(
          "Sequences.padPackedSequence: totalLength is %d, expected at least %d, the length of the longest sequence"
              .formatted(totalLength, batchSizes.length));
    }
    int batch = packed.batch();
    int[] order = packed.sortedIndices();
    int[] places = new int[packed.data().size(0)];
    int row = 0;
    for (int t = 0; t < batchSizes.length; t++) {
      for (int place = 0; place < batchSizes[t]; place++) {
        int n = order[place];
        places[row++] = batchFirst ? n * totalLength + t : t * batch + n;
      }
    }
    Shape element = rest(packed.data().shape(), 1);
    int[] leading = batchFirst ? new int[] {batch, totalLength} : new int[] {totalLength, batch};
    Tensor output =
        new RowPlaces(places, totalLength * batch)
            .padded(flattened(packed.data(), 1), paddingValue)
            .reshape(joined(leading, element));
    return new PaddedSequence(output, packed.lengths());
  }

  /// Packs sequences, each (length, ...).
  ///
  /// @param enforceSorted whether to refuse sequences that are not sorted by length, longest first
  public static PackedSequence packSequence(List<Tensor> sequences, boolean enforceSorted) {
    requireAlike("packSequence", sequences);
    int[] lengths = sequences.stream().mapToInt(sequence -> sequence.size(0)).toArray();
    return packPaddedSequence(
        padSequence(sequences, false, 0, PaddingSide.RIGHT), lengths, false, enforceSorted);
  }

  /// Returns packed sequences one by one, each (length, ...), in the order in which they were
  /// packed.
  public static List<Tensor> unpackSequence(PackedSequence packed) {
    PaddedSequence padded = padPackedSequence(packed, true);
    return unpadSequence(padded.output(), padded.lengths(), true);
  }

  /// Pads sequences, each (length, ...), to the length of the longest.
  ///
  /// @return (seqLen, batch, ...), or (batch, seqLen, ...) when batch-first
  /// @throws IllegalArgumentException if there are none or their elements differ in shape
  public static Tensor padSequence(
      List<Tensor> sequences, boolean batchFirst, double paddingValue, PaddingSide side) {
    requireAlike("padSequence", sequences);
    int seqLen = sequences.stream().mapToInt(sequence -> sequence.size(0)).max().orElseThrow();
    List<Tensor> padded = new ArrayList<>();
    for (Tensor sequence : sequences) {
      int[] missing = sequence.shape().toArray();
      missing[0] = seqLen - sequence.size(0);
      Tensor padding = Tensor.full(sequence.dtype(), paddingValue, missing);
      padded.add(
          Tensor.concat(
              0,
              side == PaddingSide.RIGHT ? List.of(sequence, padding) : List.of(padding, sequence)));
    }
    return Tensor.stack(batchFirst ? 0 : 1, padded);
  }

  /// Returns padded sequences one by one, each (length, ...).
  ///
  /// @param padded (seqLen, batch, ...), or (batch, seqLen, ...) when batch-first
  public static List<Tensor> unpadSequence(Tensor padded, int[] lengths, boolean batchFirst) {
    requireBatch("unpadSequence", padded, batchFirst);
    checkLengths(lengths, padded.size(batchFirst ? 1 : 0), padded.size(batchFirst ? 0 : 1));
    return IntStream.range(0, lengths.length)
        .mapToObj(n -> padded.select(batchFirst ? 0 : 1, n).slice(0, 0, lengths[n]))
        .toList();
  }

  private static void requireBatch(String function, Tensor input, boolean batchFirst) {
    if (input.dim() < 2) {
      throw new ShapeException(
          "Sequences.%s: input has shape %s, expected (%s, ...)"
              .formatted(function, input.shape(), batchFirst ? "batch, seqLen" : "seqLen, batch"));
    }
  }

  /// Fails unless there are sequences, and they differ in length only.
  private static void requireAlike(String function, List<Tensor> sequences) {
    if (sequences.isEmpty()) {
      throw new IllegalArgumentException(
          "Sequences.%s: no sequences, expected at least one".formatted(function));
    }
    Tensor first = sequences.getFirst();
    for (int n = 0; n < sequences.size(); n++) {
      Tensor sequence = sequences.get(n);
      String found = "Sequences.%s: sequence %d has".formatted(function, n);
      if (sequence.dim() == 0) {
        throw new ShapeException(found + " shape (), expected (length, ...)");
      }
      if (!rest(sequence.shape(), 1).equals(rest(first.shape(), 1))) {
        throw new ShapeException(
            "%s shape %s, expected that of sequence 0, %s, but for the length"
                .formatted(found, sequence.shape(), first.shape()));
      }
      if (sequence.dtype() != first.dtype()) {
        throw new IllegalArgumentException(
            "%s type %s, expected %s as sequence 0; convert it with to(DType)"
                .formatted(found, sequence.dtype(), first.dtype()));
      }
    }
  }

  static void checkLengths(int[] lengths, int seqLen, int batch) {
    if (lengths.length == 0) {
      throw new IllegalArgumentException("Sequences: no lengths, expected at least one sequence");
    }
    if (lengths.length != batch) {
      throw new IllegalArgumentException(
          "Sequences: %d lengths, expected one for each of the batch=%d sequences"
              .formatted(lengths.length, batch));
    }
    for (int n = 0; n < batch; n++) {
      if (lengths[n] < 0 || lengths[n] > seqLen) {
        throw new IllegalArgumentException(
            "Sequences: length of sequence %d is %d, expected at least 0 and at most seqLen=%d"
                .formatted(n, lengths[n], seqLen));
      }
    }
  }

  private static void requireSorted(int[] lengths) {
    for (int n = 1; n < lengths.length; n++) {
      if (lengths[n] > lengths[n - 1]) {
        throw new IllegalArgumentException(
            "Sequences: length of sequence %d is %d after %d, expected them sorted, longest first; set enforceSorted to false"
                .formatted(n, lengths[n], lengths[n - 1]));
      }
    }
  }

  private static int[] batchSizes(int[] lengths) {
    int[] sizes = new int[Arrays.stream(lengths).max().orElseThrow()];
    for (int length : lengths) {
      for (int t = 0; t < length; t++) {
        sizes[t]++;
      }
    }
    return sizes;
  }

  /// Returns a matrix with the first dimensions as rows.
  private static Tensor flattened(Tensor tensor, int leading) {
    int columns = rest(tensor.shape(), leading).numel();
    int rows = 1;
    for (int d = 0; d < leading; d++) {
      rows *= tensor.size(d);
    }
    return tensor.reshape(rows, columns);
  }

  private static Shape rest(Shape shape, int leading) {
    return Shape.of(Arrays.copyOfRange(shape.toArray(), leading, shape.dim()));
  }

  private static int[] joined(int[] leading, Shape rest) {
    return IntStream.concat(Arrays.stream(leading), Arrays.stream(rest.toArray())).toArray();
  }
}
