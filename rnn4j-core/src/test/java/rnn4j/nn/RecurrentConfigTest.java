package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.cell.LstmEquations;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// Oracle: what PyTorch 2.13 refuses, in its order, and what it prints.
final class RecurrentConfigTest {

  private static final TorchRandom RANDOM = TorchRandom.seed(0);

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  // ---- Checks

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
  void dropoutIsAProbability(double p) {
    String message =
        "LayerOptions: dropout is %s, expected a number in [0, 1], the probability of an element being zeroed"
            .formatted(p);
    assertRefused(() -> LstmConfig.of(3, 5).withDropout(p), message);
    assertRefused(() -> GruConfig.of(3, 5).withDropout(p), message);
    assertRefused(() -> RnnConfig.of(3, 5).withDropout(p), message);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void sizesArePositive(int size) {
    String expected = " is %d, expected at least 1".formatted(size);
    assertRefused(() -> LstmConfig.of(size, 5), "LayerOptions: inputSize" + expected);
    assertRefused(() -> GruConfig.of(3, size), "LayerOptions: hiddenSize" + expected);
    assertRefused(
        () -> RnnConfig.of(3, 5).withNumLayers(size), "LayerOptions: numLayers" + expected);
    assertRefused(() -> CellConfig.of(size, 5), "CellConfig: inputSize" + expected);
    assertRefused(() -> CellConfig.of(3, size), "CellConfig: hiddenSize" + expected);
    var cell = new LstmEquations(5, 0, true);
    assertRefused(() -> CellLayerConfig.of(cell, size), "CellLayerConfig: inputSize" + expected);
    assertRefused(
        () -> CellLayerConfig.of(cell, 3).withNumLayers(size),
        "CellLayerConfig: numLayers" + expected);
  }

  @Test
  void projectionIsSmallerThanTheHiddenState() {
    assertRefused(
        () -> LstmConfig.of(3, 5).withProjSize(-1),
        "LstmConfig: projSize is -1, expected at least 1, or 0 to disable projections");
    assertRefused(
        () -> LstmConfig.of(3, 5).withProjSize(5),
        "LstmConfig: projSize is 5, expected less than hiddenSize=5");
  }

  @Test
  void deviceIsTheOneThereIs() {
    assertRefused(
        () -> LstmConfig.of(3, 5).withDevice("cuda"),
        "LayerOptions: device is \"cuda\", expected \"cpu\", the one device");
    assertThat(LstmConfig.of(3, 5).withDevice("cpu")).isEqualTo(LstmConfig.of(3, 5));
  }

  @Test
  void orderOfChecksIsPyTorchs() {
    assertRefused(
        () -> new LayerOptions(0, 0, 0, true, false, 2, false, "cuda", DType.FLOAT32),
        "LayerOptions: dropout is 2.0, expected a number in [0, 1], the probability of an element"
            + " being zeroed");
    assertRefused(
        () -> new LayerOptions(0, 0, 0, true, false, 0, false, "cuda", DType.FLOAT32),
        "LayerOptions: inputSize is 0, expected at least 1");
    assertRefused(
        () -> new LayerOptions(3, 0, 0, true, false, 0, false, "cuda", DType.FLOAT32),
        "LayerOptions: hiddenSize is 0, expected at least 1");
    assertRefused(
        () -> new LayerOptions(3, 5, 0, true, false, 0, false, "cuda", DType.FLOAT32),
        "LayerOptions: numLayers is 0, expected at least 1");
  }

  @Test
  void dropoutAfterTheOnlyLayerIsWarnedOf() {
    LstmConfig config = LstmConfig.of(3, 5).withDropout(0.5);
    assertThat(config.options().warning())
        .contains(
            "dropout is 0.5 and numLayers is 1, expected more layers: dropout comes after all but"
                + " the last");
    assertThat(config.withNumLayers(2).options().warning()).isEmpty();
    assertThat(config.withDropout(0).options().warning()).isEmpty();
  }

  // ---- Printed forms

  @Test
  void printedFormsArePyTorchs() {
    assertThat(
            new Lstm(
                LstmConfig.of(3, 5)
                    .withNumLayers(2)
                    .withBias(false)
                    .withBatchFirst(true)
                    .withDropout(0.1)
                    .withBidirectional(true)
                    .withProjSize(2),
                RANDOM))
        .hasToString(
            "LSTM(3, 5, proj_size=2, num_layers=2, bias=False, batch_first=True, dropout=0.1,"
                + " bidirectional=True)");
    assertThat(new Lstm(LstmConfig.of(3, 5), RANDOM)).hasToString("LSTM(3, 5)");
    GruConfig gru = GruConfig.of(3, 5).withNumLayers(2);
    assertThat(new Gru(gru.withDropout(1e-5), RANDOM))
        .hasToString("GRU(3, 5, num_layers=2, dropout=1e-05)");
    assertThat(new Gru(gru.withDropout(1), RANDOM))
        .hasToString("GRU(3, 5, num_layers=2, dropout=1.0)");
    RnnConfig rnn = RnnConfig.of(3, 5).withNonlinearity(Nonlinearity.RELU);
    assertThat(new Rnn(rnn, RANDOM)).hasToString("RNN(3, 5)");
    CellConfig cell = CellConfig.of(3, 5);
    assertThat(new LstmCell(cell.withBias(false), RANDOM))
        .hasToString("LSTMCell(3, 5, bias=False)");
    assertThat(new GruCell(cell, RANDOM)).hasToString("GRUCell(3, 5)");
    assertThat(new RnnCell(cell, RANDOM)).hasToString("RNNCell(3, 5)");
    assertThat(new RnnCell(cell, Nonlinearity.RELU, RANDOM))
        .hasToString("RNNCell(3, 5, nonlinearity=relu)");
    assertThat(new RnnCell(cell.withBias(false), Nonlinearity.RELU, RANDOM))
        .hasToString("RNNCell(3, 5, bias=False, nonlinearity=relu)");
  }

  // ---- Parameters

  private static Map<String, String> shapes(Module module) {
    Map<String, String> shapes = new LinkedHashMap<>();
    module
        .namedParameters()
        .forEach((name, parameter) -> shapes.put(name, parameter.shape().toString()));
    return shapes;
  }

  private static Map<String, String> ordered(String... namesAndShapes) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndShapes.length; i += 2) {
      map.put(namesAndShapes[i], namesAndShapes[i + 1]);
    }
    return map;
  }

  @Test
  void parametersOfAProjectedBidirectionalLstmArePyTorchs() {
    LstmConfig config =
        LstmConfig.of(3, 5).withNumLayers(2).withBidirectional(true).withProjSize(2);
    assertThat(shapes(new Lstm(config, RANDOM)))
        .containsExactlyEntriesOf(
            ordered(
                "weight_ih_l0", "(20, 3)",
                "weight_hh_l0", "(20, 2)",
                "bias_ih_l0", "(20)",
                "bias_hh_l0", "(20)",
                "weight_hr_l0", "(2, 5)",
                "weight_ih_l0_reverse", "(20, 3)",
                "weight_hh_l0_reverse", "(20, 2)",
                "bias_ih_l0_reverse", "(20)",
                "bias_hh_l0_reverse", "(20)",
                "weight_hr_l0_reverse", "(2, 5)",
                "weight_ih_l1", "(20, 4)",
                "weight_hh_l1", "(20, 2)",
                "bias_ih_l1", "(20)",
                "bias_hh_l1", "(20)",
                "weight_hr_l1", "(2, 5)",
                "weight_ih_l1_reverse", "(20, 4)",
                "weight_hh_l1_reverse", "(20, 2)",
                "bias_ih_l1_reverse", "(20)",
                "bias_hh_l1_reverse", "(20)",
                "weight_hr_l1_reverse", "(2, 5)"));
  }

  @Test
  void parametersOfTheOthersArePyTorchs() {
    GruConfig gru = GruConfig.of(3, 5).withNumLayers(2).withBias(false).withBidirectional(true);
    assertThat(shapes(new Gru(gru, RANDOM)))
        .containsExactlyEntriesOf(
            ordered(
                "weight_ih_l0", "(15, 3)",
                "weight_hh_l0", "(15, 5)",
                "weight_ih_l0_reverse", "(15, 3)",
                "weight_hh_l0_reverse", "(15, 5)",
                "weight_ih_l1", "(15, 10)",
                "weight_hh_l1", "(15, 5)",
                "weight_ih_l1_reverse", "(15, 10)",
                "weight_hh_l1_reverse", "(15, 5)"));
    assertThat(shapes(new Rnn(RnnConfig.of(3, 5), RANDOM)))
        .containsExactlyEntriesOf(
            ordered(
                "weight_ih_l0", "(5, 3)",
                "weight_hh_l0", "(5, 5)",
                "bias_ih_l0", "(5)",
                "bias_hh_l0", "(5)"));
    assertThat(shapes(new LstmCell(CellConfig.of(3, 5), RANDOM)))
        .containsExactlyEntriesOf(
            ordered(
                "weight_ih", "(20, 3)",
                "weight_hh", "(20, 5)",
                "bias_ih", "(20)",
                "bias_hh", "(20)"));
    assertThat(shapes(new GruCell(CellConfig.of(3, 5).withBias(false), RANDOM)))
        .containsExactlyEntriesOf(ordered("weight_ih", "(15, 3)", "weight_hh", "(15, 5)"));
    assertThat(shapes(new RnnCell(CellConfig.of(3, 5), RANDOM)))
        .containsExactlyEntriesOf(
            ordered(
                "weight_ih", "(5, 3)", "weight_hh", "(5, 5)", "bias_ih", "(5)", "bias_hh", "(5)"));
  }

  @Test
  void stateOfAnotherLstmIsRefusedWithPyTorchsComplaints() {
    var lstm = new Lstm(LstmConfig.of(3, 5).withNumLayers(2), RANDOM);
    var other = new Lstm(LstmConfig.of(4, 5).withBidirectional(true), RANDOM);
    assertRefused(
        () -> lstm.loadStateDict(other.stateDict()),
        """
        Error(s) in loading state_dict for LSTM:
        \tMissing key(s) in state_dict: "weight_ih_l1", "weight_hh_l1", "bias_ih_l1", "bias_hh_l1".
        \tUnexpected key(s) in state_dict: "weight_ih_l0_reverse", "weight_hh_l0_reverse", \
        "bias_ih_l0_reverse", "bias_hh_l0_reverse".
        \tsize mismatch for weight_ih_l0: copying a param with shape (20, 4) from checkpoint, the \
        shape in current model is (20, 3).\
        """);
  }

  @Test
  void loadedWeightsAreWhatForwardUses() {
    var lstm = new Lstm(LstmConfig.of(3, 5), TorchRandom.seed(1));
    var other = new Lstm(LstmConfig.of(3, 5), TorchRandom.seed(2));
    Tensor input = Tensor.ones(2, 1, 3);
    lstm.loadStateDict(other.stateDict());
    assertThat(lstm.forward(input).output().toFloatArray())
        .containsExactly(other.forward(input).output().toFloatArray());
  }
}
