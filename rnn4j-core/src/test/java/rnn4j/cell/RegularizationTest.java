package rnn4j.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rnn4j.nn.CellLayer;
import rnn4j.nn.CellLayerConfig;
import rnn4j.nn.CellOutput;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.GradientCheck;
import rnn4j.tensor.Tensor;

/// Oracle: cells so simple that the noise can be read off their output.
final class RegularizationTest {
  private static final int N = 40;

  /// The state becomes the input.
  private static final Cell COPY =
      step -> {
        step.state("h", N);
        step.next("h", step.input());
        step.output(step.input());
      };

  /// The state is multiplied with a matrix; the input is ignored.
  private static Cell product(double weight) {
    return step -> {
      Value h = step.state("h", N);
      Value next = step.weight("weight", N, N, Initializer.constant(weight)).times(h);
      step.next("h", next);
      step.output(next);
    };
  }

  private final Tensor input = uniform(30, 5, N);

  @Test
  void zoneoutKeepsElementsOfTheStepBeforeWithItsProbability() {
    CellLayer layer = layer(COPY, Regularization.NONE.withZoneout("h", 0.3), 1);
    double[] out = layer.forward(input).output().toDoubleArray();
    double[] x = input.toDoubleArray();
    int kept = 0;
    for (int i = 0; i < out.length; i++) {
      double before = i < 5 * N ? 0 : out[i - 5 * N];
      boolean keeps = Math.abs(out[i] - before) < 1e-15;
      assertThat(out[i]).isCloseTo(keeps ? before : x[i], within(1e-15));
      kept += keeps ? 1 : 0;
    }
    // 6000 draws: the standard deviation of the share is 0.006.
    assertThat((double) kept / out.length).isCloseTo(0.3, within(0.03));
  }

  @Test
  void zoneoutIsItsExpectationInEvaluation() {
    CellLayer layer = layer(COPY, Regularization.NONE.withZoneout("h", 0.3), 1);
    layer.eval();
    Tensor state = Tensor.zeros(DType.FLOAT64, 5, N);
    Tensor out = layer.forward(input).output();
    for (int t = 0; t < input.size(0); t++) {
      state = state.times(0.3).plus(input.select(0, t).times(0.7));
      assertClose(out.select(0, t), state);
    }
  }

  @Test
  void inputDropoutZeroesTheSameElementsAtAllSteps() {
    CellLayer layer = layer(COPY, Regularization.NONE.withInputDropout(0.25), 2);
    Tensor ratio = layer.forward(input).output().div(input);
    double[] first = ratio.select(0, 0).toDoubleArray();
    for (double factor : first) {
      assertThat(Math.min(Math.abs(factor), Math.abs(factor - 4.0 / 3))).isLessThan(1e-14);
    }
    assertThat(Arrays.stream(first).filter(factor -> factor == 0).count()).isBetween(25L, 75L);
    for (int t = 1; t < input.size(0); t++) {
      assertClose(ratio.select(0, t), ratio.select(0, 0));
    }
  }

  @Test
  void stateDropoutZeroesTheSameElementsAtAllStepsInProducts() {
    // With one column of ones a step sums up what is left of the state.
    CellLayer layer = layer(product(1.0 / N), Regularization.NONE.withStateDropout(0.5), 3);
    Tensor start = Tensor.full(DType.FLOAT64, 1, 1, 5, N);
    Tensor out = layer.forward(input, Map.of("h", start)).output();
    Tensor factor = out.select(0, 0);
    Tensor expected = factor;
    for (int t = 1; t < 6; t++) {
      expected = expected.times(factor);
      assertClose(out.select(0, t), expected);
    }
    assertThat(Arrays.stream(factor.toDoubleArray()).distinct().count()).isGreaterThan(1);
  }

  @Test
  void dropConnectZeroesElementsOfTheWeightForTheWholeRun() {
    CellLayer layer = layer(product(1), Regularization.NONE.withDropConnect(0.5), 4);
    Tensor units = Tensor.zeros(DType.FLOAT64, 1, N, N);
    for (int n = 0; n < N; n++) {
      units.data().set(n * N + n, 1);
    }
    Tensor out = layer.forward(uniform(2, N, N), Map.of("h", units)).output();
    Tensor transposed = out.select(0, 0); // row n is the matrix times unit vector n
    double[] elements = transposed.toDoubleArray();
    assertThat(elements).containsOnly(0, 2);
    assertThat(Arrays.stream(elements).filter(element -> element == 0).count())
        .isBetween(680L, 920L);
    assertClose(out.select(0, 1), transposed.matmul(transposed));
  }

  @Test
  void evaluationIsThatOfTheLayerWithoutNoise() {
    Cell cell = new LstmEquations(N, 0, true);
    Regularization noise =
        Regularization.NONE.withInputDropout(0.5).withStateDropout(0.5).withDropConnect(0.5);
    CellLayer noisy = layer(cell, noise, 5);
    CellLayer plain = layer(cell, Regularization.NONE, 5);
    double[] expected = plain.forward(input).output().toDoubleArray();
    assertThat(noisy.forward(input).output().toDoubleArray()).isNotEqualTo(expected);
    noisy.eval();
    assertThat(noisy.forward(input).output().toDoubleArray()).containsExactly(expected);
  }

  @Test
  void sameSeedGivesTheSameNoiseAndItsGradient() {
    Regularization noise =
        Regularization.NONE
            .withZoneout("h", 0.2)
            .withZoneout("c", 0.4)
            .withInputDropout(0.3)
            .withStateDropout(0.3)
            .withDropConnect(0.2);
    CellLayerConfig config =
        CellLayerConfig.of(new LstmEquations(3, 2, true), 2)
            .withNumLayers(2)
            .withBidirectional(Merge.SUM)
            .withRegularization(noise)
            .withDtype(DType.FLOAT64);
    int[] lengths = {3, 1, 4};
    GradientCheck.check(
        x -> {
          CellOutput out = new CellLayer(config, TorchRandom.seed(6)).forward(x, lengths);
          return out.output().plus(out.last("c").sum());
        },
        uniform(4, 3, 2));
  }

  @Test
  void stateThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> layer(COPY, Regularization.NONE.withZoneout("c", 0.1), 1))
        .hasMessage("Cell: zoneout of state c, expected one of [h]");
    assertThatThrownBy(() -> Regularization.NONE.withDropConnect(1.5))
        .hasMessage("Regularization: dropConnect is 1.5, expected a probability in [0, 1]");
  }

  private static CellLayer layer(Cell cell, Regularization noise, int seed) {
    return new CellLayer(
        CellLayerConfig.of(cell, N).withRegularization(noise).withDtype(DType.FLOAT64),
        TorchRandom.seed(seed));
  }

  private static void assertClose(Tensor actual, Tensor expected) {
    double[] found = actual.toDoubleArray();
    double[] wanted = expected.toDoubleArray();
    assertThat(found).hasSameSizeAs(wanted);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(wanted[i], within(1e-12 * Math.max(1, Math.abs(wanted[i]))));
    }
  }

  private static Tensor uniform(int... shape) {
    var values = new double[Tensor.zeros(shape).numel()];
    TorchRandom.seed(9).uniform(values, 0.5, 1);
    return Tensor.of(values, shape);
  }
}
