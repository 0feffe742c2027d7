package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Tensor;
import rnn4j.tensor.Threads;

/// Sequences of different lengths. Oracle: each sequence alone, to the last bit.
final class LengthsTest {
  private static final int INPUT = 5;

  private final int threads = Threads.count();

  @AfterEach
  void restoreThreads() {
    Threads.set(threads);
  }

  /// Kinds of layers, both directions and two layers each.
  enum Kind {
    LSTM,
    PROJECTED_LSTM,
    GRU,
    RNN;

    RecurrentLayer layer(int hiddenSize, int seed) {
      var random = TorchRandom.seed(seed);
      return switch (this) {
        case LSTM -> new Lstm(both(LstmConfig.of(INPUT, hiddenSize)), random);
        case PROJECTED_LSTM ->
            new Lstm(both(LstmConfig.of(INPUT, hiddenSize)).withProjSize(hiddenSize / 2), random);
        case GRU -> new Gru(both(GruConfig.of(INPUT, hiddenSize)), random);
        case RNN -> new Rnn(both(RnnConfig.of(INPUT, hiddenSize)), random);
      };
    }

    private static <C extends RecurrentConfig<C>> C both(C config) {
      return config.withNumLayers(2).withBidirectional(true);
    }
  }

  static Stream<Arguments> cases() {
    return Arrays.stream(Kind.values())
        .flatMap(kind -> IntStream.range(1, 5).mapToObj(seed -> Arguments.of(kind, seed)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void eachSequenceEqualsItselfAlone(Kind kind, int seed) {
    var draw = new SplittableRandom(seed);
    RecurrentLayer layer = kind.layer(draw.nextInt(4, 40), seed);
    int[] lengths = draw.ints(draw.nextInt(2, 12), 0, 9).toArray();
    lengths[0] = 8;
    lengths[1] = 0;
    Tensor input = uniform(draw, 8, lengths.length, INPUT);
    List<Tensor> initial = states(draw, layer, input);
    RecurrentLayer.Run all = Gradients.off(() -> layer.run(input, lengths, initial));

    for (int n = 0; n < lengths.length; n++) {
      int row = n;
      Tensor output = all.output().slice(1, n, n + 1);
      assertThat(sumOfMagnitudes(output.slice(0, lengths[n], 8).toFloatArray())).isZero();
      List<Tensor> own = initial.stream().map(state -> state.slice(1, row, row + 1)).toList();
      if (lengths[n] == 0) {
        assertStates(all.finalStates(), row, own);
        continue;
      }
      Tensor alone = input.slice(0, 0, lengths[n]).slice(1, n, n + 1);
      RecurrentLayer.Run single = Gradients.off(() -> layer.run(alone, own));
      assertSame(output.slice(0, 0, lengths[n]), single.output());
      assertStates(all.finalStates(), row, single.finalStates());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anyOrderEqualsTheSortedOne(Kind kind, int seed) {
    var draw = new SplittableRandom(seed);
    RecurrentLayer layer = kind.layer(6, seed);
    int[] lengths = draw.ints(7, 0, 6).toArray();
    Tensor input = uniform(draw, 5, 7, INPUT);
    int[] order =
        IntStream.range(0, 7)
            .boxed()
            .sorted((a, b) -> lengths[b] - lengths[a])
            .mapToInt(Integer::intValue)
            .toArray();
    int[] sorted = IntStream.of(order).map(n -> lengths[n]).toArray();
    RecurrentLayer.Run any = layer.run(input, lengths, null);
    Tensor inOrder = input.indexSelect(1, Indices.of(order));
    PackedSequence packed = Sequences.packPaddedSequence(inOrder, sorted, false, true);
    RecurrentLayer.PackedRun run = layer.run(packed, null);
    Tensor output = Sequences.padPackedSequence(run.output(), false, 0, 5).output();
    assertSame(any.output().indexSelect(1, Indices.of(order)), output);
    for (int s = 0; s < any.finalStates().size(); s++) {
      assertSame(
          any.finalStates().get(s).indexSelect(1, Indices.of(order)), run.finalStates().get(s));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nothingInThePaddingIsRead(Kind kind, int seed) {
    var draw = new SplittableRandom(seed);
    RecurrentLayer layer = kind.layer(6, seed);
    int[] lengths = {3, 0, 6, 1};
    Tensor clean = uniform(draw, 6, 4, INPUT);
    float[] spoilt = clean.toFloatArray();
    for (int t = 0; t < 6; t++) {
      for (int n = 0; n < 4; n++) {
        if (t >= lengths[n]) {
          float bad = (t + n) % 2 == 0 ? Float.NaN : Float.POSITIVE_INFINITY;
          Arrays.fill(spoilt, (t * 4 + n) * INPUT, (t * 4 + n + 1) * INPUT, bad);
        }
      }
    }
    List<Tensor> expected = resultsAndGradients(layer, clean, lengths);
    List<Tensor> actual = resultsAndGradients(layer, Tensor.of(spoilt, 6, 4, INPUT), lengths);
    for (int i = 0; i < expected.size(); i++) {
      assertSame(actual.get(i), expected.get(i));
    }
    Tensor gradient = actual.get(1);
    for (int n = 0; n < 4; n++) {
      assertThat(gradient.slice(1, n, n + 1).slice(0, lengths[n], 6).toFloatArray())
          .as("gradient in the padding of sequence %d", n)
          .doesNotContain(Float.NaN)
          .satisfies(values -> assertThat(sumOfMagnitudes(values)).isZero());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nanStaysInItsSequence(Kind kind, int seed) {
    var draw = new SplittableRandom(seed);
    RecurrentLayer layer = kind.layer(6, seed);
    Tensor clean = uniform(draw, 4, 3, INPUT);
    float[] spoilt = clean.toFloatArray();
    spoilt[(1 * 3 + 1) * INPUT] = Float.NaN;
    Tensor expected = layer.run(clean, null).output();
    Tensor actual = layer.run(Tensor.of(spoilt, 4, 3, INPUT), null).output();
    for (int n : new int[] {0, 2}) {
      assertSame(actual.slice(1, n, n + 1), expected.slice(1, n, n + 1));
    }
    assertThat(actual.get(1, 1, 0)).isNaN();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void threadsChangeNoBit(Kind kind, int seed) {
    var draw = new SplittableRandom(seed);
    RecurrentLayer layer = kind.layer(96, seed);
    int[] lengths = draw.ints(40, 0, 13).toArray();
    Tensor input = uniform(draw, 12, 40, INPUT);
    Threads.set(1);
    List<Tensor> one = resultsAndGradients(layer, input, lengths);
    for (int count = 2; count <= 4; count++) {
      Threads.set(count);
      List<Tensor> many = resultsAndGradients(layer, input, lengths);
      for (int i = 0; i < one.size(); i++) {
        assertSame(many.get(i), one.get(i));
      }
    }
  }

  /// Returns the output, the input's gradient, the final states and the parameters' gradients.
  private static List<Tensor> resultsAndGradients(
      RecurrentLayer layer, Tensor input, int[] lengths) {
    layer.zeroGrad();
    Tensor leaf = input.copy().requiresGrad(true);
    RecurrentLayer.Run run = layer.run(leaf, lengths, null);
    Tensor loss = run.output().sum();
    for (Tensor state : run.finalStates()) {
      loss = loss.plus(state.sum());
    }
    loss.backward();
    List<Tensor> all = new ArrayList<>(List.of(run.output()));
    all.add(gradient(leaf));
    all.addAll(run.finalStates());
    layer.parameters().forEach(parameter -> all.add(gradient(parameter)));
    return all;
  }

  private static Tensor gradient(Tensor tensor) {
    Tensor gradient = tensor.grad();
    if (gradient == null) {
      throw new AssertionError("no gradient arrived");
    }
    return gradient;
  }

  private static List<Tensor> states(SplittableRandom draw, RecurrentLayer layer, Tensor input) {
    return layer.run(input, null).finalStates().stream()
        .map(state -> uniform(draw, state.shape().toArray()))
        .toList();
  }

  private static Tensor uniform(SplittableRandom draw, int... shape) {
    Tensor zeros = Tensor.zeros(shape);
    float[] values = zeros.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) draw.nextDouble(-2, 2);
    }
    return Tensor.of(values, shape);
  }

  private static double sumOfMagnitudes(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += Math.abs(value);
    }
    return sum;
  }

  private static void assertStates(List<Tensor> batch, int row, List<Tensor> alone) {
    for (int s = 0; s < batch.size(); s++) {
      assertSame(batch.get(s).slice(1, row, row + 1), alone.get(s));
    }
  }

  private static void assertSame(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.toFloatArray()).containsExactly(expected.toFloatArray());
  }
}
