package rnn4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.cell.LayerNormLstmEquations;
import rnn4j.cell.Merge;
import rnn4j.nn.CellLayer;
import rnn4j.nn.CellLayerConfig;
import rnn4j.nn.Gru;
import rnn4j.nn.GruConfig;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.PeepholeLstm;
import rnn4j.nn.PeepholeLstmConfig;
import rnn4j.nn.RecurrentLayer;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.GradientCheck;
import rnn4j.tensor.Tensor;

final class SpareMemoryTest {
  private static final Data FLOATS = new FloatData(new float[0]);

  @Test
  void memoryIsTakenOnce() {
    // A length that nothing else asks for.
    Data data = FLOATS.zeros(7_654_321);
    SpareMemory.give(data);
    assertThat(SpareMemory.take(new DoubleData(new double[0]), 7_654_321)).isNotSameAs(data);
    assertThat(SpareMemory.take(FLOATS, 7_654_322)).isNotSameAs(data);
    assertThat(SpareMemory.take(FLOATS, 6_000_000)).isNotSameAs(data);
    assertThat(SpareMemory.take(FLOATS, 7_000_000)).isSameAs(data);
    assertThat(SpareMemory.take(FLOATS, 7_000_000)).isNotSameAs(data);
  }

  static Stream<RecurrentLayer> layers() {
    var random = TorchRandom.seed(0);
    return Stream.of(
        new Lstm(LstmConfig.of(30, 40).withNumLayers(2).withProjSize(20), random),
        new Gru(GruConfig.of(30, 40).withBidirectional(true), random),
        new PeepholeLstm(PeepholeLstmConfig.of(30, 40), random),
        new CellLayer(
            CellLayerConfig.of(new LayerNormLstmEquations(40, 1e-5), 30)
                .withBidirectional(Merge.SUM),
            random));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void whatItHoldsChangesNoBit(RecurrentLayer layer) {
    List<float[]> first = gradients(layer);
    spoil();
    assertThat(gradients(layer)).usingRecursiveComparison().isEqualTo(first);
    runOnNan(layer);
    assertThat(gradients(layer)).usingRecursiveComparison().isEqualTo(first);
    spoil();
    layer.setGradientCheckpointing(7);
    assertThat(gradients(layer)).usingRecursiveComparison().isEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void secondBackwardPassReadsValuesOfItsOwn(RecurrentLayer layer) {
    Tensor input = input();
    Tensor output = output(layer, input);
    output.sum().backward();
    List<float[]> first = collect(layer, input);
    spoil();
    output.sum().backward();
    assertThat(collect(layer, input)).usingRecursiveComparison().isEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void gradientsOfOneStepOutliveTheNext(RecurrentLayer layer) {
    output(layer, input()).sum().backward();
    List<Tensor> kept = layer.parameters().stream().map(GradientCheck::gradient).toList();
    List<float[]> first = kept.stream().map(Tensor::toFloatArray).toList();
    layer.zeroGrad();
    output(layer, input()).times(2).sum().backward();
    assertThat(kept.stream().map(Tensor::toFloatArray).toList())
        .usingRecursiveComparison()
        .isEqualTo(first);
  }

  private static List<float[]> gradients(RecurrentLayer layer) {
    Tensor input = input();
    Tensor output = output(layer, input);
    output.sum().backward();
    List<float[]> all = collect(layer, input);
    all.add(output.toFloatArray());
    return all;
  }

  /// More rows than the shortest memory that is kept.
  private static Tensor input() {
    float[] elements = new float[40 * 12 * 30];
    TorchRandom.seed(1).uniform(elements, -1, 1);
    return Tensor.of(elements, 40, 12, 30).requiresGrad(true);
  }

  private static Tensor output(RecurrentLayer layer, Tensor input) {
    return switch (layer) {
      case Lstm lstm -> lstm.forward(input).output();
      case Gru gru -> gru.forward(input).output();
      case PeepholeLstm lstm -> lstm.forward(input).output();
      case CellLayer cells -> cells.forward(input).output();
      default -> throw new AssertionError(layer);
    };
  }

  private static List<float[]> collect(RecurrentLayer layer, Tensor input) {
    List<float[]> all = new ArrayList<>();
    all.add(GradientCheck.gradient(input).toFloatArray());
    input.setGrad(null);
    layer
        .parameters()
        .forEach(parameter -> all.add(GradientCheck.gradient(parameter).toFloatArray()));
    layer.zeroGrad();
    return all;
  }

  /// Leaves NaN in all memory that the layer gives back, of packed weights and of sums, too.
  private static void runOnNan(RecurrentLayer layer) {
    List<Tensor> parameters = layer.parameters();
    List<Tensor> kept = parameters.stream().map(Tensor::copy).toList();
    parameters.forEach(parameter -> parameter.set(parameter.detach().times(Double.NaN)));
    List<float[]> gradients = gradients(layer);
    assertThat(gradients.getLast()).contains(Float.NaN);
    for (int i = 0; i < kept.size(); i++) {
      parameters.get(i).set(kept.get(i));
    }
  }

  /// Gives memory of any length, full of NaN.
  private static void spoil() {
    for (int length = 4096; length < 400_000; length += length / 5) {
      for (int i = 0; i < 10; i++) {
        Data data = FLOATS.zeros(length);
        data.fill(0, length, Double.NaN);
        SpareMemory.give(data);
      }
    }
  }
}
