package rnn4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class CasesTest {

  static List<Case> all() {
    return Cases.all();
  }

  /// Everything that is timed runs, in small.
  @ParameterizedTest
  @MethodSource("all")
  void everyCaseRuns(Case shape) throws Exception {
    Case small = shape.small();
    try (Contestant.Work work = new Rnn4j().prepare(small, 1)) {
      work.run();
      for (float value : work.results()) {
        assertThat(value).isFinite();
      }
    }
  }

  @Test
  void namesAreDifferent() {
    Set<String> names = new HashSet<>();
    for (Case shape : Cases.all()) {
      assertThat(names.add(shape.name())).as(shape.name()).isTrue();
      assertThat(Cases.of(shape.name())).isEqualTo(shape);
    }
  }

  /// Oracle: the layer's own weight matrices.
  @ParameterizedTest
  @EnumSource
  void floatingPointOperationsAreThoseOfTheWeights(Variant variant) {
    Case shape = Case.of(Kind.INFERENCE, variant, 3, 5, 7, 8);
    var layer =
        new rnn4j.nn.CellLayer(
            rnn4j.nn.CellLayerConfig.of(variant.cell(8), 7), rnn4j.random.TorchRandom.seed(0));
    long elements =
        layer.parameters().stream()
            .filter(parameter -> parameter.dim() == 2)
            .mapToLong(parameter -> parameter.numel())
            .sum();
    assertThat(shape.weightBytes()).isEqualTo(4 * elements);
    assertThat(shape.flops()).isEqualTo(2.0 * 3 * 5 * elements);
  }

  @Test
  void halfOfTheBatchIsPadding() {
    Case shape = Case.of(Kind.TRAINING, Variant.LSTM, 32, 100, 16);
    assertThat(shape.withLengths().flops() / shape.flops()).isCloseTo(0.5, within(0.01));
    assertThat(shape.withLengths().lengths()).startsWith(100).endsWith(1);
    assertThat(Case.of(Kind.INFERENCE, Variant.LSTM, 2, 3, 4).stacked(2).flops())
        .isEqualTo(2.0 * 2 * 3 * 2 * 16 * (4 + 4 + 8 + 4));
  }

  /// The textbook's LSTM computes what the built-in layer computes, from the same weights.
  @Test
  void equationsComputeWhatTheBuiltInLayerComputes() throws Exception {
    var lstm =
        new rnn4j.nn.CellLayer(
            rnn4j.nn.CellLayerConfig.of(Variant.LSTM.cell(8), 5), rnn4j.random.TorchRandom.seed(0));
    var equations =
        new rnn4j.nn.CellLayer(
            rnn4j.nn.CellLayerConfig.of(Variant.EQUATIONS.cell(8), 5),
            rnn4j.random.TorchRandom.seed(1));
    rnn4j.tensor.Gradients.off(() -> {
      equations.parameter("w_l0").set(lstm.parameter("weight_ih_l0"));
      equations.parameter("u_l0").set(lstm.parameter("weight_hh_l0"));
      equations
          .parameter("b_l0")
          .set(lstm.parameter("bias_ih_l0").plus(lstm.parameter("bias_hh_l0")));
    });
    var input = rnn4j.tensor.Tensor.ones(4, 3, 5);
    assertThat(equations.forward(input).output().toFloatArray())
        .isEqualTo(lstm.forward(input).output().toFloatArray());
    assertThat(Objects.requireNonNull(lstm.forward(input).states().get("h")).numel()).isEqualTo(24);
  }
}
