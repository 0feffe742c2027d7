package rnn4j.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import rnn4j.cell.Cell;
import rnn4j.cell.Step;
import rnn4j.cell.Value;
import rnn4j.cell.Weight;
import rnn4j.nn.CellLayer;
import rnn4j.nn.CellLayerConfig;
import rnn4j.nn.CellOutput;
import rnn4j.nn.LstmOutput;
import rnn4j.nn.LstmState;
import rnn4j.nn.PeepholeLstm;
import rnn4j.nn.PeepholeLstmConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/// LiteRT: one step a call. What [PeepholeLstm] has, it runs too; coupled gates and normalised ones
/// are a cell written for this.
final class LiteRtSuite implements ConformanceTest.Suite {
  private static final List<String> GATES = List.of("input", "forget", "cell", "output");

  /// LiteRT's equations. Every tensor of a case is a parameter of its name.
  private record LiteRtCell(JsonNode tensors, double cellClip, double projClip) implements Cell {

    @Override
    public void define(Step step) {
      int hiddenSize = shape("input_to_cell_weights")[0];
      Value x = step.input();
      Value h = step.state("h", shape("recurrent_to_cell_weights")[1]);
      Value c = step.state("c", hiddenSize);
      Value f = gate(step, "forget", x, h, c).sigmoid();
      Value i =
          tensors.has("input_to_input_weights")
              ? gate(step, "input", x, h, c).sigmoid()
              : f.oneMinus();
      Value g = gate(step, "cell", x, h, c).tanh();
      Value nextC = limited(f.times(c).plus(i.times(g)), cellClip);
      Value o = gate(step, "output", x, h, nextC).sigmoid();
      Value nextH = o.times(nextC.tanh());
      if (tensors.has("projection_weights")) {
        nextH = matrix(step, "projection_weights").times(nextH);
        if (tensors.has("projection_bias")) {
          nextH = nextH.plus(step.vector("projection_bias", nextH.width()));
        }
        nextH = limited(nextH, projClip);
      }
      step.next("h", nextH);
      step.next("c", nextC);
      step.output(nextH);
    }

    private Value gate(Step step, String name, Value x, Value h, Value c) {
      Value sum = matrix(step, "input_to_" + name + "_weights").times(x);
      sum = sum.plus(matrix(step, "recurrent_to_" + name + "_weights").times(h));
      String peephole = "cell_to_" + name + "_weights";
      if (tensors.has(peephole)) {
        sum = sum.plus(step.vector(peephole, c.width()).times(c));
      }
      String gain = name + "_layer_norm_coefficients";
      if (tensors.has(gain)) {
        sum = sum.layerNorm(1e-8).times(step.vector(gain, c.width()));
      }
      return sum.plus(step.vector(name + "_gate_bias", c.width()));
    }

    private Weight matrix(Step step, String name) {
      int[] shape = shape(name);
      return step.weight(name, shape[0], shape[1]);
    }

    private int[] shape(String name) {
      return Json.integers(tensors.path(name).path("shape"));
    }

    /// Zero is no limit.
    private static Value limited(Value value, double limit) {
      return limit == 0 ? value : value.clip(-limit, limit);
    }
  }

  /// What one call computes.
  private interface Call {
    Tensor run(Tensor x);
  }

  @Override
  public void run(JsonNode test) {
    compare(test, cell(test));
    JsonNode tensors = test.path("tensors");
    if (tensors.has("input_to_input_weights")
        && !tensors.has("input_layer_norm_coefficients")
        && !tensors.has("projection_bias")
        && test.path("options").valueStream().allMatch(limit -> limit.doubleValue() == 0)) {
      compare(test, peepholeLstm(test));
    }
  }

  private static void compare(JsonNode test, Call call) {
    int[] shape = Json.integers(test.path("input_shape"));
    for (int t = 0; t < test.path("invocations").size(); t++) {
      Tensor x = Json.tensor(test.path("invocations").path(t), 1, shape[0], shape[1]);
      JsonNode expected = test.path("expected").path(t);
      double tolerance = expected.path("tolerance").doubleValue();
      Json.assertClose(call.run(x), expected.path("data"), tolerance, 0, "step " + t);
    }
  }

  private static Call cell(JsonNode test) {
    JsonNode tensors = test.path("tensors");
    JsonNode options = test.path("options");
    var cell =
        new LiteRtCell(
            tensors,
            options.path("cell_clip").doubleValue(0),
            options.path("proj_clip").doubleValue(0));
    int inputSize = test.path("input_shape").path(1).intValue();
    var layer = new CellLayer(CellLayerConfig.of(cell, inputSize), TorchRandom.seed(0));
    Map<String, Tensor> weights = new HashMap<>();
    tensors.properties().forEach(e -> weights.put(e.getKey() + "_l0", Json.tensor(e.getValue())));
    layer.loadStateDict(weights);
    var states = new HashMap<String, Tensor>();
    return x -> {
      CellOutput out = states.isEmpty() ? layer.forward(x) : layer.forward(x, states);
      states.putAll(out.states());
      return out.output();
    };
  }

  private static Call peepholeLstm(JsonNode test) {
    JsonNode tensors = test.path("tensors");
    boolean projects = tensors.has("projection_weights");
    int[] sizes = Json.integers(tensors.path("input_to_cell_weights").path("shape"));
    int outputSize = tensors.path("recurrent_to_cell_weights").path("shape").path(1).intValue();
    var lstm =
        new PeepholeLstm(
            PeepholeLstmConfig.of(sizes[1], sizes[0]).withProjSize(projects ? outputSize : 0),
            TorchRandom.seed(0));
    lstm.loadStateDict(weights(tensors, sizes[0]));
    int batch = test.path("input_shape").path(0).intValue();
    var state = new AtomicReference<LstmState>();
    state.set(new LstmState(Tensor.zeros(1, batch, outputSize), Tensor.zeros(1, batch, sizes[0])));
    return x -> {
      LstmOutput out = lstm.forward(x, state.get());
      state.set(out.state());
      return out.output();
    };
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
