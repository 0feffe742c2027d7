package rnn4j.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import rnn4j.cell.Cell;
import rnn4j.cell.CoupledLstmEquations;
import rnn4j.cell.Direction;
import rnn4j.cell.LstmEquations;
import rnn4j.cell.LstmOptions;
import rnn4j.cell.PeepholeLstmEquations;
import rnn4j.cell.Value;
import rnn4j.nn.CellLayer;
import rnn4j.nn.CellLayerConfig;
import rnn4j.nn.CellOutput;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/// ONNX Runtime: directions, peepholes, clipping, other activations, lengths with zeros among them,
/// initial states, coupled gates.
final class OnnxRuntimeSuite implements ConformanceTest.Suite {
  private static final double TOLERANCE = 1e-4; // the expected values have five to nine digits

  @Override
  public void run(JsonNode test) {
    JsonNode attributes = test.path("attributes");
    JsonNode inputs = test.path("inputs");
    Tensor x = Json.tensor(inputs.path("X"));
    int hiddenSize = attributes.path("hidden_size").intValue();
    Direction[] directions = directions(attributes.path("direction").stringValue());
    var layer =
        new CellLayer(
            CellLayerConfig.of(cell(attributes, inputs), x.size(2)).withDirections(directions),
            TorchRandom.seed(0));
    layer.loadStateDict(weights(inputs, directions, isCoupled(attributes)));
    int[] lengths =
        inputs.has("sequence_lens")
            ? Json.integers(inputs.path("sequence_lens").path("data"))
            : IntStream.range(0, x.size(1)).map(_ -> x.size(0)).toArray();
    Tensor zeros = Tensor.zeros(directions.length, x.size(1), hiddenSize);
    Tensor h = inputs.has("initial_h") ? Json.tensor(inputs.path("initial_h")) : zeros;
    Tensor c = inputs.has("initial_c") ? Json.tensor(inputs.path("initial_c")) : zeros;
    CellOutput out = layer.forward(x, lengths, Map.of("h", h, "c", c));

    Tensor output = Tensor.stack(1, out.output().chunk(directions.length, 2));
    assertClose(output, test, "Y");
    out.states().forEach((name, state) -> assertClose(state, test, "Y_" + name));
  }

  private static void assertClose(Tensor actual, JsonNode test, String name) {
    JsonNode expected = test.path("outputs").path(name);
    if (!expected.isMissingNode()) {
      Json.assertClose(actual, expected.path("data"), TOLERANCE, TOLERANCE, name);
    }
  }

  private static Direction[] directions(String name) {
    return switch (name) {
      case "forward" -> new Direction[] {Direction.FORWARD};
      case "reverse" -> new Direction[] {Direction.BACKWARD};
      default -> new Direction[] {Direction.FORWARD, Direction.BACKWARD};
    };
  }

  private static boolean isCoupled(JsonNode attributes) {
    return attributes.path("input_forget").intValue() != 0;
  }

  private static Cell cell(JsonNode attributes, JsonNode inputs) {
    JsonNode activations = attributes.path("activations");
    LstmOptions options =
        LstmOptions.DEFAULT
            .withActivations(
                activation(activations.path(0)),
                activation(activations.path(1)),
                activation(activations.path(2)))
            .withGateClip(attributes.path("clip").doubleValue(Double.POSITIVE_INFINITY));
    int hiddenSize = attributes.path("hidden_size").intValue();
    if (isCoupled(attributes)) {
      return new CoupledLstmEquations(hiddenSize, inputs.has("B"), inputs.has("P"), options);
    }
    return inputs.has("P")
        ? new PeepholeLstmEquations(hiddenSize, 0, inputs.has("B"), options)
        : new LstmEquations(hiddenSize, 0, inputs.has("B"), options);
  }

  private static UnaryOperator<Value> activation(JsonNode name) {
    return switch (name.stringValue()) {
      case "sigmoid" -> Value::sigmoid;
      case "tanh" -> Value::tanh;
      default -> throw new IllegalArgumentException("OnnxRuntimeSuite: unknown " + name);
    };
  }

  private static Map<String, Tensor> weights(
      JsonNode inputs, Direction[] directions, boolean coupled) {
    Map<String, Tensor> weights = new HashMap<>();
    for (int d = 0; d < directions.length; d++) {
      String suffix = directions[d] == Direction.FORWARD ? "_l0" : "_l0_reverse";
      weights.put("weight_ih" + suffix, gates(direction(inputs, "W", d), coupled));
      weights.put("weight_hh" + suffix, gates(direction(inputs, "R", d), coupled));
      if (inputs.has("B")) {
        List<Tensor> biases = direction(inputs, "B", d).chunk(2, 0);
        weights.put("bias_ih" + suffix, gates(biases.get(0), coupled));
        weights.put("bias_hh" + suffix, gates(biases.get(1), coupled));
      }
      if (inputs.has("P")) {
        List<Tensor> iof = direction(inputs, "P", d).chunk(3, 0);
        weights.put("weight_ci" + suffix, iof.get(0));
        weights.put("weight_co" + suffix, iof.get(1));
        if (!coupled) {
          weights.put("weight_cf" + suffix, iof.get(2));
        }
      }
    }
    return weights;
  }

  private static Tensor direction(JsonNode inputs, String name, int direction) {
    return Json.tensor(inputs.path(name)).select(0, direction);
  }

  /// Returns gates in our order: ONNX has i, o, f, g, and f also where it is not read.
  private static Tensor gates(Tensor iofg, boolean coupled) {
    List<Tensor> parts = iofg.chunk(4, 0);
    Tensor i = parts.get(0);
    Tensor o = parts.get(1);
    Tensor g = parts.get(3);
    return Tensor.concat(0, coupled ? List.of(i, g, o) : List.of(i, parts.get(2), g, o));
  }
}
