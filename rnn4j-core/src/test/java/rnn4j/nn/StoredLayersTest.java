package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.cell.CoupledLstmEquations;
import rnn4j.cell.GruResetBeforeEquations;
import rnn4j.cell.LayerNormLstmEquations;
import rnn4j.cell.LstmOptions;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// Oracle: the options of the layers whose states are looked at.
final class StoredLayersTest {

  /// Layers of all options that can be told, with sizes that invite confusion.
  static Stream<RecurrentConfig<?>> configs() {
    List<RecurrentConfig<?>> configs = new ArrayList<>();
    for (int[] sizes : new int[][] {{3, 5}, {1, 1}, {4, 1}, {12, 3}, {5, 20}, {20, 4}}) {
      for (int layers : new int[] {1, 2, 3}) {
        for (boolean both : new boolean[] {false, true}) {
          for (boolean bias : new boolean[] {false, true}) {
            configs.add(options(LstmConfig.of(sizes[0], sizes[1]), layers, both, bias));
            configs.add(options(GruConfig.of(sizes[0], sizes[1]), layers, both, bias));
            configs.add(options(RnnConfig.of(sizes[0], sizes[1]), layers, both, bias));
            for (int projSize = 1; projSize < Math.min(sizes[1], 5); projSize++) {
              LstmConfig lstm = LstmConfig.of(sizes[0], sizes[1]).withProjSize(projSize);
              configs.add(options(lstm, layers, both, bias));
            }
          }
        }
      }
    }
    return configs.stream();
  }

  private static <C extends RecurrentConfig<C>> C options(
      C config, int layers, boolean both, boolean bias) {
    return config.withNumLayers(layers).withBidirectional(both).withBias(bias);
  }

  @ParameterizedTest
  @MethodSource("configs")
  void everyOptionThatNamesAndShapesTellIsTold(RecurrentConfig<?> config) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("embedding.weight", Tensor.zeros(7, config.inputSize()));
    build(config).stateDict().forEach((name, tensor) -> state.put("encoder.rnn." + name, tensor));
    state.put("linear.bias", Tensor.zeros(2));

    StoredLayers found = StoredLayers.in(NamedTensors.of(state));

    assertThat(found.doubts()).isEmpty();
    StoredLayer layer = found.layers().getFirst();
    assertThat(found.layers()).hasSize(1);
    assertThat(layer.name()).isEqualTo("encoder.rnn");
    assertThat(layer.config()).isEqualTo(config);
    assertThat(layer.cell()).isFalse();
  }

  @Test
  void cellsAreTold() {
    TorchRandom random = TorchRandom.seed(0);
    CellConfig config = CellConfig.of(4, 3).withBias(false).withDtype(DType.FLOAT64);
    var state = new LinkedHashMap<String, Tensor>();
    put(state, "a", new LstmCell(config, random));
    put(state, "b.cell", new GruCell(config, random));
    put(state, "c", new RnnCell(config, random));

    StoredLayers found = StoredLayers.in(NamedTensors.of(state));

    assertThat(found.doubts()).isEmpty();
    assertThat(found.layers())
        .extracting(StoredLayer::toString)
        .containsExactly(
            "LSTMCell(4, 3, bias=False)", "GRUCell(4, 3, bias=False)", "RNNCell(4, 3, bias=False)");
    assertThat(found.layers()).allMatch(layer -> layer.config().dtype() == DType.FLOAT64);
    assertThat(found.layers()).allMatch(StoredLayer::cell);
  }

  @Test
  void severalLayersComeInTheOrderOfTheState() {
    TorchRandom random = TorchRandom.seed(0);
    var state = new LinkedHashMap<String, Tensor>();
    put(state, "model.decoder.gru", new Gru(GruConfig.of(2, 3), random));
    put(state, "model.encoder.0", new Lstm(LstmConfig.of(2, 3), random));
    put(state, "model.encoder", new LstmCell(CellConfig.of(2, 3), random));

    StoredLayers found = StoredLayers.in(NamedTensors.of(state));

    assertThat(found.layers())
        .extracting(StoredLayer::name)
        .containsExactly("model.decoder.gru", "model.encoder.0");
    assertThat(found.doubts())
        .containsOnlyKeys("model.encoder")
        .containsEntry("model.encoder", "has also 0.bias_hh_l0, which no cell of PyTorch has");
  }

  @Test
  void theModelItselfMayBeALayerBesideOtherThings() {
    var state = new LinkedHashMap<>(build(LstmConfig.of(2, 3)).stateDict());
    state.put("scale", Tensor.scalar(2f));
    state.put("linear.weight", Tensor.zeros(1, 3));

    StoredLayers found = StoredLayers.in(NamedTensors.of(state));

    assertThat(found.layers()).extracting(StoredLayer::name).containsExactly("");
  }

  @Test
  void whatCannotBeToldIsSaid() {
    assertThat(only(RnnConfig.of(2, 3).withNumLayers(2)).untold())
        .containsExactly("nonlinearity", "batch_first", "dropout");
    assertThat(only(GruConfig.of(2, 3)).untold()).containsExactly("batch_first");
  }

  /// Documented, not wanted: PyTorch has no such layer.
  @Test
  void anLstmWithCoupledGatesLooksLikeAGru() {
    var layer =
        new CellLayer(
            CellLayerConfig.of(new CoupledLstmEquations(3, true, LstmOptions.DEFAULT), 2),
            TorchRandom.seed(0));

    assertThat(StoredLayers.in(NamedTensors.of(layer.stateDict())).layers())
        .extracting(StoredLayer::kind)
        .containsExactly("GRU");
  }

  static Stream<Arguments> doubts() {
    Tensor ih = Tensor.zeros(12, 2);
    Tensor hh = Tensor.zeros(12, 3);
    Tensor bias = Tensor.zeros(12);
    TorchRandom random = TorchRandom.seed(0);
    return Stream.of(
        arguments(Map.of("weight_ih_l0", ih), "has weight_ih_l0, but no weight_hh_l0"),
        arguments(Map.of("weight_hh_l1", ih), "has weight_hh_l1, but no weight_ih_l0"),
        arguments(
            Map.of("weight_ih_l0", ih, "weight_hh_l0", hh, "bias_ih_l0", bias),
            "but no bias_hh_l0"),
        arguments(
            Map.of("weight_ih_l0", ih, "weight_hh_l0", hh, "weight_ih_l2", ih, "weight_hh_l2", hh),
            "but no weight_ih_l1, weight_hh_l1"),
        arguments(
            Map.of("weight_ih_l0", ih, "weight_hh_l0", hh, "weight_ih_l0_reverse", ih),
            "but no weight_hh_l0_reverse"),
        arguments(
            Map.of("weight_ih_l0", bias, "weight_hh_l0", hh),
            "has weight_ih_l0 (12), expected a matrix"),
        arguments(
            Map.of("weight_ih_l0", ih, "weight_hh_l0", Tensor.zeros(12, 0)),
            "has weight_hh_l0 (12, 0), expected a matrix"),
        arguments(
            Map.of("weight_ih_l0", ih, "weight_hh_l0", Tensor.zeros(12, 6)),
            "has weight_ih_l0 (12, 2) and weight_hh_l0 (12, 6), expected 4 times as many rows of the first as columns of the second for an LSTM, 3 for a GRU, 1 for an RNN"),
        arguments(
            Map.of("weight_ih_l0", ih, "weight_hh_l0", Tensor.zeros(9, 3)),
            "has weight_hh_l0 (9, 3), expected (12, 3)"),
        arguments(
            Map.of("weight_ih_l0", ih, "weight_hh_l0", hh, "weight_ih_l1", ih, "weight_hh_l1", hh),
            "has weight_ih_l1 (12, 2), expected (12, 3)"),
        arguments(
            Map.of("weight_ih_l0", ih, "weight_hh_l0", hh, "weight_hr_l0", Tensor.zeros(3, 3)),
            "has weight_ih_l0 (12, 2), weight_hh_l0 (12, 3) and weight_hr_l0 (3, 3), expected those of an LSTM with a projection"),
        arguments(
            Map.of("weight_ih_l0", ih, "weight_hh_l0", hh, "weight_hh_l0_raw", hh),
            "has also weight_hh_l0_raw, which no recurrent layer of PyTorch has"),
        arguments(
            new PeepholeLstm(PeepholeLstmConfig.of(2, 3), random).stateDict(),
            "has also weight_cf_l0, which no recurrent layer of PyTorch has"),
        arguments(cell(new LayerNormLstmEquations(3, 1e-5)), "has also bias_c_l0"),
        arguments(cell(new GruResetBeforeEquations(3, true)), "has also weight_hn_l0"));
  }

  private static Map<String, Tensor> cell(rnn4j.cell.Cell cell) {
    return new CellLayer(CellLayerConfig.of(cell, 2), TorchRandom.seed(0)).stateDict();
  }

  @ParameterizedTest
  @MethodSource("doubts")
  void whatIsNoLayerOfPyTorchIsDoubted(Map<String, Tensor> state, String doubt) {
    var named = new LinkedHashMap<String, Tensor>();
    state.forEach((name, tensor) -> named.put("rnn." + name, tensor));

    StoredLayers found = StoredLayers.in(NamedTensors.of(named));

    assertThat(found.layers()).isEmpty();
    assertThat(found.doubts()).containsOnlyKeys("rnn");
    assertThat(found.doubts().get("rnn")).contains(doubt);
  }

  private static StoredLayer only(RecurrentConfig<?> config) {
    return StoredLayers.in(NamedTensors.of(build(config).stateDict())).layers().getFirst();
  }

  private static void put(Map<String, Tensor> state, String name, Module module) {
    module.stateDict().forEach((local, tensor) -> state.put(name + "." + local, tensor));
  }

  private static Module build(RecurrentConfig<?> config) {
    TorchRandom random = TorchRandom.seed(0);
    return switch (config) {
      case LstmConfig lstm -> new Lstm(lstm, random);
      case PeepholeLstmConfig lstm -> new PeepholeLstm(lstm, random);
      case GruConfig gru -> new Gru(gru, random);
      case RnnConfig rnn -> new Rnn(rnn, random);
    };
  }
}
