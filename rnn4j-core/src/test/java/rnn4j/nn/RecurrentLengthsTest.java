package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static rnn4j.nn.SameBits.assertAllSame;
import static rnn4j.nn.SameBits.assertSame;
import static rnn4j.nn.SameBits.assertZero;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.nn.RandomLayer.Kind;
import rnn4j.tensor.GradientCheck;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Tensor;

/// Sequences of different lengths in one batch. Oracle: each alone, to the last bit. Kind and seed
/// are the case: a failure names what to replay.
final class RecurrentLengthsTest {

  static Stream<Arguments> cases() {
    return RandomLayer.kindsAndSeeds(6);
  }

  static Stream<Arguments> fewCases() {
    return RandomLayer.kindsAndSeeds(2);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rowsOfDifferentLengthsEqualRowsAlone(Kind kind, int seed) {
    RandomLayer random = RandomLayer.draw(kind, seed);
    int seqLen = random.draw().nextInt(2, 12);
    int batch = random.draw().nextInt(2, 20);
    Tensor input = random.input(seqLen, batch);
    List<Tensor> initial = random.states(batch);
    int[] lengths = random.lengths(seqLen, batch, 1);
    RecurrentLayer layer = random.layer();
    Gradients.off(() -> {
      SequenceRunner.Run all = layer.run(input, lengths, initial);
      for (int n = 0; n < batch; n++) {
        Tensor row = input.slice(1, n, n + 1).slice(0, 0, lengths[n]);
        SequenceRunner.Run alone = layer.run(row, rows(initial, n, n + 1));
        Tensor output = all.output().slice(1, n, n + 1);
        assertSame(output.slice(0, 0, lengths[n]), alone.output());
        assertZero(output.slice(0, lengths[n], seqLen));
        assertAllSame(rows(all.finalStates(), n, n + 1), alone.finalStates());
      }
    });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sequencesInAnyOrderEqualSortedOnes(Kind kind, int seed) {
    RandomLayer random = RandomLayer.draw(kind, seed);
    int seqLen = random.draw().nextInt(2, 9);
    int batch = random.draw().nextInt(2, 9);
    Tensor input = random.input(seqLen, batch);
    List<Tensor> initial = random.states(batch);
    int[] lengths = random.lengths(seqLen, batch, 0);
    int[] order =
        IntStream.range(0, batch)
            .boxed()
            .sorted((m, n) -> lengths[n] - lengths[m])
            .mapToInt(Integer::intValue)
            .toArray();
    int[] sortedLengths = Arrays.stream(order).map(n -> lengths[n]).toArray();
    RecurrentLayer layer = random.layer();
    Gradients.off(() -> {
      SequenceRunner.Run any = layer.run(input, lengths, initial);
      PackedSequence packed =
          Sequences.packPaddedSequence(
              input.indexSelect(1, Indices.of(order)), sortedLengths, false, true);
      SequenceRunner.PackedRun sorted = layer.run(packed, ordered(initial, order));
      Tensor output = Sequences.padPackedSequence(sorted.output(), false, 0, seqLen).output();
      assertSame(any.output().indexSelect(1, Indices.of(order)), output);
      assertAllSame(ordered(any.finalStates(), order), sorted.finalStates());
    });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalLengthsEqualNoLengths(Kind kind, int seed) {
    RandomLayer random = RandomLayer.draw(kind, seed);
    int batch = random.draw().nextInt(1, 9);
    Tensor input = random.input(5, batch).requiresGrad(true);
    List<Tensor> initial = recorded(random.states(batch));
    int[] lengths = new int[batch];
    Arrays.fill(lengths, 5);
    assertAllSame(packed(random, input, lengths, initial), whole(random, input, initial));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sequenceOfNoLengthKeepsItsStateAndHandsItsGradientOn(Kind kind, int seed) {
    RandomLayer random = RandomLayer.draw(kind, seed);
    int batch = random.draw().nextInt(1, 6);
    Tensor input = random.input(4, batch).requiresGrad(true);
    List<Tensor> initial = recorded(random.states(batch));
    int[] lengths = random.lengths(4, batch, 0);
    lengths[0] = 0;
    SequenceRunner.Run run = random.layer().run(input, lengths, initial);
    assertZero(run.output().select(1, 0));
    assertAllSame(rows(run.finalStates(), 0, 1), rows(initial, 0, 1));

    Tensor upstream = random.uniform(run.finalStates().getFirst().shape().toArray());
    run.finalStates().getFirst().times(upstream).sum().backward();
    Tensor gradient = GradientCheck.gradient(initial.getFirst());
    assertSame(gradient.slice(1, 0, 1), upstream.slice(1, 0, 1));
  }

  @ParameterizedTest
  @MethodSource("fewCases")
  void sequencesOfNoLengthAllKeepTheirStates(Kind kind, int seed) {
    RandomLayer random = RandomLayer.draw(kind, seed);
    Tensor input = random.input(4, 3).requiresGrad(true);
    List<Tensor> initial = recorded(random.states(3));
    SequenceRunner.Run run = random.layer().run(input, new int[3], initial);
    assertThat(run.output().size(0)).isEqualTo(4);
    assertZero(run.output());
    assertAllSame(run.finalStates(), initial);
    random.withGradients(run, input, initial);
    assertZero(GradientCheck.gradient(input));
    random.layer().parameters().forEach(weight -> assertZero(GradientCheck.gradient(weight)));
    SequenceRunner.Run nothing = random.layer().run(random.input(0, 3), new int[3], initial);
    assertThat(nothing.output().size(0)).isZero();
    assertAllSame(nothing.finalStates(), initial);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void paddingIsNeverReadAndHasNoGradient(Kind kind, int seed) {
    RandomLayer random = RandomLayer.draw(kind, seed);
    int seqLen = random.draw().nextInt(2, 8);
    int batch = random.draw().nextInt(1, 6);
    int[] lengths = random.lengths(seqLen, batch, 0);
    Tensor clean = random.input(seqLen, batch).requiresGrad(true);
    Tensor spoilt = clean.copy();
    double[] spoils = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (int t = 0; t < seqLen; t++) {
      for (int n = 0; n < batch; n++) {
        if (t >= lengths[n]) {
          spoil(spoilt, t, n, spoils[(t + n) % 3]);
        }
      }
    }
    spoilt.requiresGrad(true);
    List<Tensor> initial = recorded(random.states(batch));
    List<Tensor> expected = packed(random, clean, lengths, initial);
    List<Tensor> found = packed(random, spoilt, lengths, initial);
    assertAllSame(found, expected);
    for (int n = 0; n < batch; n++) {
      Tensor padding =
          GradientCheck.gradient(spoilt).slice(1, n, n + 1).slice(0, lengths[n], seqLen);
      assertZero(padding);
    }
  }

  private static List<Tensor> whole(RandomLayer random, Tensor input, List<Tensor> initial) {
    return random.withGradients(random.layer().run(input, initial), input, initial);
  }

  private static List<Tensor> packed(
      RandomLayer random, Tensor input, int[] lengths, List<Tensor> initial) {
    return random.withGradients(random.layer().run(input, lengths, initial), input, initial);
  }

  private static List<Tensor> recorded(List<Tensor> tensors) {
    tensors.forEach(tensor -> tensor.requiresGrad(true));
    return tensors;
  }

  private static List<Tensor> rows(List<Tensor> states, int from, int to) {
    return states.stream().map(state -> state.slice(1, from, to)).toList();
  }

  private static List<Tensor> ordered(List<Tensor> states, int[] order) {
    return states.stream().map(state -> state.indexSelect(1, Indices.of(order))).toList();
  }

  /// Sets all elements of one row at one step.
  private static void spoil(Tensor input, int step, int row, double value) {
    int width = input.size(2);
    for (int j = 0; j < width; j++) {
      input.data().set((step * input.size(1) + row) * width + j, value);
    }
  }
}
