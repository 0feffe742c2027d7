package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.GradientCheck;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Samples;
import rnn4j.tensor.Tensor;

/// What the layer computes is compared with `rnn4j.textbook` where that is tested; here with
/// central differences, with the layer without peepholes, and with itself.
final class PeepholeLstmTest {

  @ParameterizedTest
  @CsvSource({"DIAGONAL, 0, 1", "DIAGONAL, 2, 2", "FULL, 0, 3"})
  void gradientsAreCentralDifferences(Peephole peephole, int projSize, int seed) {
    PeepholeLstmConfig config =
        PeepholeLstmConfig.of(2, 3)
            .withPeephole(peephole)
            .withProjSize(projSize)
            .withNumLayers(2)
            .withBidirectional(true)
            .withDtype(DType.FLOAT64);
    var lstm = new PeepholeLstm(config, TorchRandom.seed(seed));
    int[] lengths = {2, 4, 0, 3};
    Tensor input = Samples.uniform(1, 4, lengths.length, 2);
    Tensor h0 = Samples.uniform(2, 4, lengths.length, projSize == 0 ? 3 : projSize);
    Tensor c0 = Samples.uniform(3, 4, lengths.length, 3);
    List<Tensor> inputs = new ArrayList<>(List.of(input, h0, c0));
    inputs.addAll(lstm.parameters());
    GradientCheck.check(
        _ -> {
          LstmOutput out = lstm.forward(input, lengths, new LstmState(h0, c0));
          return Tensor.concat(
              0,
              List.of(
                  out.output().reshape(-1),
                  out.state().h().reshape(-1),
                  out.state().c().reshape(-1)));
        },
        inputs);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void withoutPeepholesIsLstmToTheLastBit(int seed) {
    var draw = new SplittableRandom(seed);
    int inputSize = draw.nextInt(1, 40);
    int hiddenSize = draw.nextInt(2, 70);
    LstmConfig plain =
        LstmConfig.of(inputSize, hiddenSize)
            .withNumLayers(draw.nextInt(1, 4))
            .withBias(draw.nextBoolean())
            .withBatchFirst(draw.nextBoolean())
            .withBidirectional(draw.nextBoolean())
            .withProjSize(draw.nextBoolean() ? draw.nextInt(1, hiddenSize) : 0)
            .withDtype(draw.nextBoolean() ? DType.FLOAT64 : DType.FLOAT32);
    var lstm = new Lstm(plain, TorchRandom.seed(seed));
    var peephole =
        new PeepholeLstm(
            new PeepholeLstmConfig(plain.options(), Peephole.DIAGONAL, plain.projSize()),
            TorchRandom.seed(seed));
    peephole.loadStateDict(withZeroPeepholes(peephole, lstm));
    Tensor input = Samples.uniform(plain.dtype(), seed, 5, 5, inputSize);
    int[] lengths = {5, 0, 3, 1, 5};

    LstmOutput expected = lstm.forward(input, lengths);
    LstmOutput actual = peephole.forward(input, lengths);
    assertSame(actual.output(), expected.output());
    assertSame(actual.state().h(), expected.state().h());
    assertSame(actual.state().c(), expected.state().c());
    assertSame(peephole.forward(input).output(), lstm.forward(input).output());

    PackedSequence packed =
        Sequences.packPaddedSequence(input, new int[] {5, 1, 3, 2, 5}, plain.batchFirst(), false);
    assertSame(peephole.forward(packed).output().data(), lstm.forward(packed).output().data());
  }

  private static Map<String, Tensor> withZeroPeepholes(PeepholeLstm peephole, Lstm lstm) {
    Map<String, Tensor> state = new HashMap<>();
    peephole.stateDict().forEach((name, weight) -> state.put(name, weight.times(0)));
    state.putAll(lstm.stateDict());
    return state;
  }

  @ParameterizedTest
  @EnumSource
  void rowOfBatchEqualsRowAloneAndCutSequenceWhole(Peephole peephole) {
    PeepholeLstmConfig config =
        PeepholeLstmConfig.of(17, 33).withNumLayers(2).withPeephole(peephole);
    var lstm = new PeepholeLstm(config, TorchRandom.seed(1));
    Tensor input = Samples.uniform(DType.FLOAT32, 1, 300, 9, 17);
    LstmOutput whole = Gradients.off(() -> lstm.forward(input));
    assertSame(lstm.forward(input).output(), whole.output());
    assertSame(lstm.forward(input.slice(1, 4, 5)).output(), whole.output().slice(1, 4, 5));
    LstmOutput first = lstm.forward(input.slice(0, 0, 123));
    LstmOutput second = lstm.forward(input.slice(0, 123, 300), first.state());
    assertSame(second.output(), whole.output().slice(0, 123, 300));
    assertSame(second.state().c(), whole.state().c());
  }

  @Test
  void weightsAreDrawnInTheOrderOfTheirNames() {
    PeepholeLstmConfig config = PeepholeLstmConfig.of(2, 4).withBidirectional(true).withProjSize(3);
    var lstm = new PeepholeLstm(config, TorchRandom.seed(7));
    assertThat(lstm.namedParameters().keySet().stream().limit(8))
        .containsExactly(
            "weight_ih_l0",
            "weight_hh_l0",
            "bias_ih_l0",
            "bias_hh_l0",
            "weight_ci_l0",
            "weight_cf_l0",
            "weight_co_l0",
            "weight_hr_l0");
    var random = TorchRandom.seed(7);
    lstm.namedParameters()
        .forEach((name, weight) -> {
          var drawn = new float[weight.numel()];
          random.uniform(drawn, -0.5, 0.5);
          assertThat(weight.toFloatArray()).as(name).containsExactly(drawn);
        });
  }

  @Test
  void fullFormHasAMatrixOfThreeGatesForTheCellState() {
    PeepholeLstmConfig config =
        PeepholeLstmConfig.of(2, 4).withPeephole(Peephole.FULL).withBias(false);
    var lstm = new PeepholeLstm(config, TorchRandom.seed(7));
    assertThat(lstm.namedParameters().keySet()).containsExactly("weight_ih_l0", "weight_ch_l0");
    assertThat(lstm.parameter("weight_ch_l0").shape().toArray()).containsExactly(12, 4);
  }

  @Test
  void fullFormHasNoProjection() {
    PeepholeLstmConfig config = PeepholeLstmConfig.of(2, 4).withPeephole(Peephole.FULL);
    assertThatThrownBy(() -> config.withProjSize(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "PeepholeLstmConfig: projSize is 3, expected 0: the FULL form has no projection; use"
                + " DIAGONAL");
  }

  @Test
  void projectionMustBeSmallerThanTheCellState() {
    PeepholeLstmConfig config = PeepholeLstmConfig.of(2, 4);
    assertThatThrownBy(() -> config.withProjSize(4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("PeepholeLstmConfig: projSize is 4, expected less than hiddenSize=4");
    assertThatThrownBy(() -> config.withProjSize(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "PeepholeLstmConfig: projSize is -1, expected at least 1, or 0 to disable projections");
  }

  @Test
  void isPrintedLikePyTorchsLayers() {
    PeepholeLstmConfig config = PeepholeLstmConfig.of(2, 4);
    var random = TorchRandom.seed(7);
    assertThat(new PeepholeLstm(config.withProjSize(3).withNumLayers(2), random))
        .hasToString("PeepholeLSTM(2, 4, proj_size=3, num_layers=2)");
    assertThat(new PeepholeLstm(config.withPeephole(Peephole.FULL).withBias(false), random))
        .hasToString("PeepholeLSTM(2, 4, peephole=full, bias=False)");
  }

  private static void assertSame(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.toDoubleArray()).isEqualTo(expected.toDoubleArray());
  }
}
