package rnn4j.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.LstmOutput;
import rnn4j.nn.LstmState;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/// Keras: constant weights, masks, sequences run backward, states given and carried on.
final class KerasSuite implements ConformanceTest.Suite {

  @Override
  public void run(JsonNode test) {
    JsonNode config = test.path("layer").path("config");
    JsonNode events = test.path("events");
    Lstm lstm = lstm(config, events.path(0).path("call").path("shape").path(2).intValue());
    Tensor output = Tensor.zeros(0);
    LstmState state = null;
    for (JsonNode event : events.values()) {
      if (event.has("reset_state")) {
        state = null;
      } else {
        LstmState initial = event.has("initial_state") ? given(event) : state;
        Result result = call(lstm, config, event, initial);
        output = result.output;
        state = config.path("stateful").booleanValue(false) ? result.state : null;
      }
    }
    for (JsonNode index : test.path("output_path").values()) {
      output = output.select(0, index.intValue());
    }
    Json.assertClose(
        output,
        test.path("expected").path("data"),
        test.path("atol").doubleValue(),
        test.path("rtol").doubleValue(),
        "output");
  }

  private record Result(Tensor output, LstmState state) {}

  private static Lstm lstm(JsonNode config, int inputSize) {
    int units = config.path("units").intValue();
    boolean useBias = config.path("use_bias").booleanValue(true);
    var lstm =
        new Lstm(
            LstmConfig.of(inputSize, units).withBatchFirst(true).withBias(useBias),
            TorchRandom.seed(0));
    fill(lstm.parameter("weight_ih_l0"), constant(config, "kernel_initializer"));
    fill(lstm.parameter("weight_hh_l0"), constant(config, "recurrent_initializer"));
    if (useBias) {
      double bias = constant(config, "bias_initializer");
      boolean unitForgetBias = config.path("unit_forget_bias").booleanValue(true);
      Tensor all = Tensor.full(DType.FLOAT32, bias, units);
      Tensor forget = unitForgetBias ? Tensor.ones(units) : all;
      lstm.parameter("bias_ih_l0").set(Tensor.concat(0, List.of(all, forget, all, all)));
      fill(lstm.parameter("bias_hh_l0"), 0);
    }
    return lstm;
  }

  private static double constant(JsonNode config, String initializer) {
    return config.path(initializer).path("constant").doubleValue();
  }

  private static void fill(Tensor tensor, double value) {
    tensor.set(Tensor.full(tensor.dtype(), value, tensor.shape().toArray()));
  }

  private static LstmState given(JsonNode event) {
    JsonNode states = event.path("initial_state");
    return new LstmState(
        Json.tensor(states.path(0)).unsqueeze(0), Json.tensor(states.path(1)).unsqueeze(0));
  }

  private static Result call(
      Lstm lstm, JsonNode config, JsonNode event, @Nullable LstmState initial) {
    Tensor x = Json.tensor(event.path("call"));
    boolean backwards = config.path("go_backwards").booleanValue(false);
    int[] lengths = lengths(event.path("mask"), x.size(0), x.size(1), backwards);
    if (backwards) {
      x = reversed(x);
    }
    LstmOutput out = initial == null ? lstm.forward(x, lengths) : lstm.forward(x, lengths, initial);
    if (!config.path("return_sequences").booleanValue(false)) {
      return new Result(out.lastHidden(), out.state());
    }
    boolean zeros = config.path("zero_output_for_mask").booleanValue(false);
    return new Result(zeros ? out.output() : held(out, lengths), out.state());
  }

  /// Returns the sequences' lengths: Keras's mask is false after (or, of a sequence that is run
  /// backward, before) all steps.
  private static int[] lengths(JsonNode mask, int batch, int seqLen, boolean backwards) {
    if (mask.isMissingNode()) {
      return IntStream.range(0, batch).map(_ -> seqLen).toArray();
    }
    var lengths = new int[batch];
    for (int n = 0; n < batch; n++) {
      for (int t = 0; t < seqLen; t++) {
        int column = backwards ? seqLen - 1 - t : t;
        boolean valid = mask.path("data").path(n * seqLen + column).booleanValue();
        if (valid && lengths[n] < t) {
          throw new IllegalArgumentException("KerasSuite: a mask has a gap, expected none");
        }
        lengths[n] += valid ? 1 : 0;
      }
    }
    return lengths;
  }

  private static Tensor reversed(Tensor x) {
    List<Tensor> steps = new ArrayList<>();
    for (int t = x.size(1) - 1; t >= 0; t--) {
      steps.add(x.select(1, t));
    }
    return Tensor.stack(1, steps);
  }

  /// Returns the output with the last valid step repeated where the input is masked.
  private static Tensor held(LstmOutput out, int[] lengths) {
    List<Tensor> rows = new ArrayList<>();
    for (int n = 0; n < lengths.length; n++) {
      Tensor row = out.output().select(0, n);
      Tensor last = out.lastHidden().slice(0, n, n + 1);
      Tensor rest = last.expand(row.size(0) - lengths[n], row.size(1));
      rows.add(Tensor.concat(0, List.of(row.slice(0, 0, lengths[n]), rest)));
    }
    return Tensor.stack(0, rows);
  }
}
