package rnn4j.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import rnn4j.nn.LstmOutput;
import rnn4j.nn.LstmState;
import rnn4j.nn.PeepholeLstm;
import rnn4j.nn.PeepholeLstmConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/// LiteRT: one step a call, with peepholes and a projection. Its coupled gates and its
/// normalisation are other functions.
final class LiteRtSuite implements ConformanceTest.Suite {
  private static final List<String> GATES = List.of("input", "forget", "cell", "output");

  @Override
  public boolean isExpressible(JsonNode test) {
    JsonNode tensors = test.path("tensors");
    boolean clips =
        test.path("options").valueStream().anyMatch(option -> option.doubleValue() != 0);
    return tensors.has("input_to_input_weights")
        && !tensors.has("input_layer_norm_coefficients")
        && !tensors.has("projection_bias")
        && !clips;
  }

  @Override
  public void run(JsonNode test) {
    JsonNode tensors = test.path("tensors");
    boolean projects = tensors.has("projection_weights");
    int[] sizes = Json.integers(tensors.path("input_to_cell_weights").path("shape"));
    int outputSize = tensors.path("recurrent_to_cell_weights").path("shape").path(1).intValue();
    var lstm =
        new PeepholeLstm(
            PeepholeLstmConfig.of(sizes[1], sizes[0]).withProjSize(projects ? outputSize : 0),
            TorchRandom.seed(0));
    lstm.loadStateDict(weights(tensors, sizes[0]));

    int[] inputShape = Json.integers(test.path("input_shape"));
    int batch = inputShape[0];
    var state = new LstmState(Tensor.zeros(1, batch, outputSize), Tensor.zeros(1, batch, sizes[0]));
    for (int t = 0; t < test.path("invocations").size(); t++) {
      Tensor x = Json.tensor(test.path("invocations").path(t), 1, batch, inputShape[1]);
      LstmOutput out = lstm.forward(x, state);
      state = out.state();
      JsonNode expected = test.path("expected").path(t);
      double tolerance = expected.path("tolerance").doubleValue();
      Json.assertClose(out.output(), expected.path("data"), tolerance, 0, "step " + t);
    }
  }

  private static Map<String, Tensor> weights(JsonNode tensors, int hiddenSize) {
    Map<String, Tensor> weights = new HashMap<>();
    weights.put("weight_ih_l0", gates(tensors, "input_to_%s_weights"));
    weights.put("weight_hh_l0", gates(tensors, "recurrent_to_%s_weights"));
    weights.put("bias_ih_l0", gates(tensors, "%s_gate_bias"));
    weights.put("bias_hh_l0", Tensor.zeros(4 * hiddenSize));
    for (String gate : List.of("input", "forget", "output")) {
      JsonNode peephole = tensors.path("cell_to_" + gate + "_weights");
      weights.put(
          "weight_c" + gate.charAt(0) + "_l0",
          peephole.isMissingNode() ? Tensor.zeros(hiddenSize) : Json.tensor(peephole));
    }
    if (tensors.has("projection_weights")) {
      weights.put("weight_hr_l0", Json.tensor(tensors.path("projection_weights")));
    }
    return weights;
  }

  private static Tensor gates(JsonNode tensors, String name) {
    Stream<Tensor> parts =
        GATES.stream().map(gate -> Json.tensor(tensors.path(name.formatted(gate))));
    return Tensor.concat(0, parts.toList());
  }
}
