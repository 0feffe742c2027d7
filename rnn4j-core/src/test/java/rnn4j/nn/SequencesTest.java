package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rnn4j.nn.SameBits.assertSame;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.tensor.DType;
import rnn4j.tensor.GradientCheck;
import rnn4j.tensor.Samples;
import rnn4j.tensor.ShapeException;
import rnn4j.tensor.Tensor;

/// Oracles: examples worked out by hand as PyTorch's documentation defines them, each function's
/// inverse, and central differences.
final class SequencesTest {

  /// Three sequences, `1 2 3`, `4` and `5 6`, as columns.
  private static final Tensor COLUMNS = Tensor.of(new float[] {1, 4, 5, 2, -1, 6, 3, -1, -1}, 3, 3);

  private static final int[] LENGTHS = {3, 1, 2};

  // ---- Packing

  @Test
  void elementsArePackedStepByStepOverTheSortedSequences() {
    PackedSequence packed = Sequences.packPaddedSequence(COLUMNS, LENGTHS, false, false);
    assertThat(packed.data().toFloatArray()).containsExactly(1, 5, 4, 2, 6, 3);
    assertThat(packed.batchSizes()).containsExactly(3, 2, 1);
    assertThat(packed.sortedIndices()).containsExactly(0, 2, 1);
    assertThat(packed.unsortedIndices()).containsExactly(0, 2, 1);
    assertThat(packed.lengths()).containsExactly(3, 1, 2);
    assertThat(packed.batch()).isEqualTo(3);
  }

  @Test
  void batchFirstIsTheTranspose() {
    PackedSequence packed = Sequences.packPaddedSequence(COLUMNS.t(), LENGTHS, true, false);
    assertThat(packed.data().toFloatArray()).containsExactly(1, 5, 4, 2, 6, 3);
    Tensor padded = Sequences.padPackedSequence(packed, true, -1, 3).output();
    assertSame(padded, COLUMNS.t());
  }

  @Test
  void sequencesOfNoLengthHaveNoElementButAPlace() {
    PackedSequence packed =
        Sequences.packPaddedSequence(COLUMNS, new int[] {0, 1, 0}, false, false);
    assertThat(packed.data().toFloatArray()).containsExactly(4);
    assertThat(packed.batchSizes()).containsExactly(1);
    assertThat(packed.lengths()).containsExactly(0, 1, 0);
    PaddedSequence padded = Sequences.padPackedSequence(packed, false, -1, 2);
    assertThat(padded.output().toFloatArray()).containsExactly(-1, 4, -1, -1, -1, -1);
    assertThat(padded.lengths()).containsExactly(0, 1, 0);

    PackedSequence none = Sequences.packPaddedSequence(COLUMNS, 0, 0, 0);
    assertThat(none.data().shape()).hasToString("(0)");
    assertThat(Sequences.padPackedSequence(none).output().shape()).hasToString("(0, 3)");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void paddingUndoesPackingWhateverTheTrailingDimensions(int seed) {
    var draw = new SplittableRandom(seed);
    int seqLen = draw.nextInt(1, 7);
    int batch = draw.nextInt(1, 6);
    boolean batchFirst = draw.nextBoolean();
    int[] lengths = draw.ints(batch, 0, seqLen + 1).toArray();
    int[] trailing = draw.ints(draw.nextInt(3), 1, 4).toArray();
    int[] shape = new int[2 + trailing.length];
    shape[batchFirst ? 1 : 0] = seqLen;
    shape[batchFirst ? 0 : 1] = batch;
    System.arraycopy(trailing, 0, shape, 2, trailing.length);
    Tensor input = Samples.uniform(seed, shape);

    PackedSequence packed = Sequences.packPaddedSequence(input, lengths, batchFirst, false);
    PaddedSequence padded = Sequences.padPackedSequence(packed, batchFirst, 0, seqLen);
    assertThat(padded.lengths()).isEqualTo(lengths);
    assertThat(padded.output().shape()).isEqualTo(input.shape());
    for (int n = 0; n < batch; n++) {
      Tensor found = padded.output().select(batchFirst ? 0 : 1, n);
      Tensor expected = input.select(batchFirst ? 0 : 1, n);
      assertSame(found.slice(0, 0, lengths[n]), expected.slice(0, 0, lengths[n]));
      SameBits.assertZero(found.slice(0, lengths[n], seqLen));
    }
  }

  @Test
  void sequencesOfOneLengthStayInOrder() {
    int[] lengths = new int[50];
    Arrays.fill(lengths, 2);
    PackedSequence packed =
        Sequences.packPaddedSequence(Samples.uniform(1, 2, 50), lengths, false, false);
    assertThat(packed.sortedIndices()).isSorted();
  }

  // ---- Padding

  @Test
  void sequencesArePaddedOnEitherSide() {
    List<Tensor> sequences =
        List.of(
            Tensor.of(new float[] {1, 2, 3}, 3),
            Tensor.of(new float[] {4}, 1),
            Tensor.of(new float[0], 0));
    assertThat(Sequences.padSequence(sequences, true, 9, PaddingSide.RIGHT).toFloatArray())
        .containsExactly(1, 2, 3, 4, 9, 9, 9, 9, 9);
    assertThat(Sequences.padSequence(sequences, true, 9, PaddingSide.LEFT).toFloatArray())
        .containsExactly(1, 2, 3, 9, 9, 4, 9, 9, 9);
    assertThat(Sequences.padSequence(sequences, false, 9, PaddingSide.RIGHT).toFloatArray())
        .containsExactly(1, 4, 9, 2, 9, 9, 3, 9, 9);
  }

  @Test
  void packedSequencesUnpackToThemselves() {
    List<Tensor> sequences =
        List.of(
            Samples.uniform(1, 2, 3, 2), Samples.uniform(2, 4, 3, 2), Samples.uniform(3, 1, 3, 2));
    List<Tensor> unpacked = Sequences.unpackSequence(Sequences.packSequence(sequences, false));
    assertThat(unpacked).hasSize(3);
    for (int n = 0; n < 3; n++) {
      assertSame(unpacked.get(n), sequences.get(n));
    }
  }

  // ---- Gradients

  @Test
  void gradientsAreThoseOfCentralDifferences() {
    int[] lengths = {2, 0, 3};
    Tensor input = Samples.uniform(1, 3, 3, 2);
    GradientCheck.check(x -> Sequences.packPaddedSequence(x, lengths, false, false).data(), input);
    GradientCheck.check(x -> Sequences.packPaddedSequence(x, lengths, true, false).data(), input);
    PackedSequence packed = Sequences.packPaddedSequence(input.copy(), lengths, false, false);
    GradientCheck.check(
        x -> Sequences.padPackedSequence(packed.withData(x), true, 7, 5).output(),
        Samples.uniform(2, 5, 2));
    GradientCheck.check(
        inputs -> Sequences.padSequence(inputs, false, 7, PaddingSide.LEFT),
        List.of(Samples.uniform(3, 2, 2), Samples.uniform(4, 4, 2)));
    GradientCheck.check(
        x -> Sequences.unpadSequence(x, lengths, false).getLast(), Samples.uniform(5, 3, 3, 2));
  }

  @Test
  void gradientAtPaddingIsZero() {
    Tensor input = COLUMNS.copy().requiresGrad(true);
    Sequences.packPaddedSequence(input, LENGTHS, false, false).data().sum().backward();
    assertThat(GradientCheck.gradient(input).toFloatArray())
        .containsExactly(1, 1, 1, 1, 0, 1, 1, 0, 0);
  }

  // ---- Mistakes

  @Test
  void lengthsFitTheInput() {
    Tensor input = Tensor.zeros(4, 2, 3);
    assertThatThrownBy(() -> Sequences.packPaddedSequence(Tensor.zeros(4), 4))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Sequences.packPaddedSequence: input has shape (4), expected (seqLen, batch, ...)");
    assertThatThrownBy(() -> Sequences.packPaddedSequence(Tensor.zeros(4, 0, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Sequences: no lengths, expected at least one sequence");
    assertThatThrownBy(() -> Sequences.packPaddedSequence(input, 4))
        .hasMessage("Sequences: 1 lengths, expected one for each of the batch=2 sequences");
    assertThatThrownBy(() -> Sequences.packPaddedSequence(input, 4, -1))
        .hasMessage(
            "Sequences: length of sequence 1 is -1, expected at least 0 and at most seqLen=4");
    assertThatThrownBy(() -> Sequences.packPaddedSequence(input, 5, 4))
        .hasMessage(
            "Sequences: length of sequence 0 is 5, expected at least 0 and at most seqLen=4");
    assertThatThrownBy(() -> Sequences.packPaddedSequence(input, 2, 4))
        .hasMessage(
            "Sequences: length of sequence 1 is 4 after 2, expected them sorted, longest first; set"
                + " enforceSorted to false");
    assertThatThrownBy(() -> Sequences.unpadSequence(input, new int[] {4, 5}, false))
        .hasMessage(
            "Sequences: length of sequence 1 is 5, expected at least 0 and at most seqLen=4");
    assertThatThrownBy(() -> Sequences.unpadSequence(Tensor.zeros(3), new int[] {3}, true))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Sequences.unpadSequence: input has shape (3), expected (batch, seqLen, ...)");
  }

  @Test
  void totalLengthHoldsTheLongest() {
    PackedSequence packed = Sequences.packPaddedSequence(COLUMNS, LENGTHS, false, false);
    assertThatThrownBy(() -> Sequences.padPackedSequence(packed, false, 0, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Sequences.padPackedSequence: totalLength is 2, expected at least 3, the length of the"
                + " longest sequence");
  }

  @Test
  void sequencesDifferInLengthOnly() {
    assertPaddingRefused(
        List.of(),
        IllegalArgumentException.class,
        "Sequences.padSequence: no sequences, expected at least one");
    assertPaddingRefused(
        List.of(Tensor.zeros()),
        ShapeException.class,
        "Sequences.padSequence: sequence 0 has shape (), expected (length, ...)");
    assertPaddingRefused(
        List.of(Tensor.zeros(2, 3), Tensor.zeros(2, 4)),
        ShapeException.class,
        "Sequences.padSequence: sequence 1 has shape (2, 4), expected that of sequence 0, (2, 3),"
            + " but for the length");
    assertPaddingRefused(
        List.of(Tensor.zeros(2, 3), Tensor.zeros(DType.FLOAT64, 2, 3)),
        IllegalArgumentException.class,
        "Sequences.padSequence: sequence 1 has type float64, expected float32 as sequence 0;"
            + " convert it with to(DType)");
    assertThatThrownBy(() -> Sequences.packSequence(List.of(Tensor.zeros()), true))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Sequences.packSequence: sequence 0 has shape (), expected (length, ...)");
    assertThatThrownBy(
            () -> Sequences.packSequence(List.of(Tensor.zeros(2), Tensor.zeros(3)), true))
        .hasMessage(
            "Sequences: length of sequence 1 is 3 after 2, expected them sorted, longest first; set"
                + " enforceSorted to false");
  }

  private static void assertPaddingRefused(
      List<Tensor> sequences, Class<? extends Exception> type, String message) {
    assertThatThrownBy(() -> Sequences.padSequence(sequences, false, 0, PaddingSide.RIGHT))
        .isExactlyInstanceOf(type)
        .hasMessage(message);
  }
}
