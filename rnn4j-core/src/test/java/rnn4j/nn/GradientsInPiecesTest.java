package rnn4j.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rnn4j.nn.SameBits.assertAllSame;
import static rnn4j.nn.SameBits.assertSame;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.cell.LayerNormLstmEquations;
import rnn4j.cell.Merge;
import rnn4j.cell.Regularization;
import rnn4j.nn.RandomLayer.Kind;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.GradientCheck;
import rnn4j.tensor.Tensor;
import rnn4j.threads.ShareAllWork;

/// Gradients that are taken in another way: with values computed anew, and for each sequence apart.
/// Oracle: those taken in the ordinary way, to the last bit.
@ExtendWith(ShareAllWork.class)
final class GradientsInPiecesTest {
  static Stream<Arguments> cases() {
    return RandomLayer.kindsAndSeeds(6);
  }

  // ---- Gradient checkpointing

  @ParameterizedTest
  @MethodSource("cases")
  void checkpointingChangesNoBit(Kind kind, int seed) {
    RandomLayer random = RandomLayer.draw(kind, seed);
    int seqLen = random.draw().nextInt(1, 20);
    int batch = random.draw().nextInt(1, 9);
    Tensor input = random.input(seqLen, batch).requiresGrad(true);
    List<Tensor> initial = random.states(batch);
    initial.forEach(state -> state.requiresGrad(true));
    int[] lengths = random.lengths(seqLen, batch, 0);
    List<Tensor> plain =
        random.withGradients(random.layer().run(input, lengths, initial), input, initial);
    for (int steps : new int[] {1, 3, seqLen, seqLen + 1}) {
      random.layer().setGradientCheckpointing(steps);
      assertAllSame(
          random.withGradients(random.layer().run(input, lengths, initial), input, initial), plain);
    }
  }

  @Test
  void checkpointingReadsTheSameNoise() {
    CellLayerConfig config =
        CellLayerConfig.of(new LayerNormLstmEquations(6, 1e-5), 4)
            .withNumLayers(2)
            .withDropout(0.3)
            .withBidirectional(Merge.SUM)
            .withRegularization(
                Regularization.NONE
                    .withZoneout("h", 0.2)
                    .withInputDropout(0.1)
                    .withStateDropout(0.1)
                    .withDropConnect(0.1));
    assertAllSame(noisyGradients(config, 4), noisyGradients(config, 0));
  }

  private static List<Tensor> noisyGradients(CellLayerConfig config, int steps) {
    var layer = new CellLayer(config, TorchRandom.seed(3));
    layer.setGradientCheckpointing(steps);
    Tensor output = layer.forward(Tensor.ones(11, 3, 4), new int[] {5, 11, 2}).output();
    output.times(output).sum().backward();
    return layer.parameters().stream().map(GradientCheck::gradient).toList();
  }

  @Test
  void stepsOfASegmentAreChecked() {
    var lstm = new Lstm(LstmConfig.of(2, 3), TorchRandom.seed(0));
    assertThatThrownBy(() -> lstm.setGradientCheckpointing(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Lstm: gradientCheckpointing is -1, expected at least 0");
  }

  // ---- Gradients for each sequence

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsOfEachSequenceAreThoseItHasAlone(Kind kind, int seed) {
    RandomLayer random = RandomLayer.draw(kind, seed);
    RecurrentLayer layer = random.layer();
    int seqLen = random.draw().nextInt(1, 9);
    int batch = random.draw().nextInt(1, 6);
    Tensor input = random.input(seqLen, batch);
    int[] lengths = random.lengths(seqLen, batch, 1);
    layer.setGradientCheckpointing(random.draw().nextInt(3));
    Map<String, Tensor> apart =
        layer.perSampleGradients(input, lengths, GradientsInPiecesTest::squares);
    layer.setGradientCheckpointing(0);
    for (int n = 0; n < batch; n++) {
      int row = n;
      layer.parameters().forEach(parameter -> parameter.setGrad(null));
      Tensor alone = input.slice(1, n, n + 1).slice(0, 0, lengths[n]);
      squares(layer.run(alone, null).output()).backward();
      layer
          .namedParameters()
          .forEach((name, parameter) ->
              assertSame(
                  requireNonNull(apart.get(name)).select(0, row),
                  GradientCheck.gradient(parameter)));
    }
    layer.parameters().forEach(parameter -> parameter.setGrad(null));
    Map<String, Tensor> whole = layer.perSampleGradients(input, GradientsInPiecesTest::squares);
    assertThat(whole.keySet()).isEqualTo(layer.namedParameters().keySet());
    layer.parameters().forEach(parameter -> assertThat(parameter.grad()).isNull());
  }

  private static Tensor squares(Tensor output) {
    return output.times(output).sum();
  }

  @Test
  void learnedStatesHaveGradientsOfEachSequenceToo() {
    CellLayerConfig config =
        CellLayerConfig.of(new LayerNormLstmEquations(5, 1e-5), 3)
            .withNumLayers(2)
            .withLearnableState(true);
    var layer = new CellLayer(config, TorchRandom.seed(0));
    Tensor input = Tensor.of(new float[] {1, 2, 3, -1, 2, 0, 3, 1, 1, 0, 2, 2}, 2, 2, 3);
    Map<String, Tensor> apart = layer.perSampleGradients(input, GradientsInPiecesTest::squares);
    assertThat(requireNonNull(apart.get("h_0")).shape().toArray()).containsExactly(2, 2, 1, 5);
    for (int n = 0; n < 2; n++) {
      layer.parameters().forEach(parameter -> parameter.setGrad(null));
      squares(layer.forward(input.slice(1, n, n + 1)).output()).backward();
      assertSame(
          requireNonNull(apart.get("h_0")).select(0, n),
          GradientCheck.gradient(layer.parameter("h_0")));
      assertSame(
          requireNonNull(apart.get("c_0")).select(0, n),
          GradientCheck.gradient(layer.parameter("c_0")));
    }
  }

  @Test
  void parametersThatNeedNoGradientAreLeftOut() {
    var lstm = new Lstm(LstmConfig.of(2, 3), TorchRandom.seed(0));
    lstm.parameter("weight_ih_l0").requiresGrad(false);
    assertThat(
            lstm.perSampleGradients(Tensor.ones(4, 2, 2), GradientsInPiecesTest::squares).keySet())
        .containsExactly("weight_hh_l0", "bias_ih_l0", "bias_hh_l0");
  }
}
