package rnn4j.nn;

import static rnn4j.golden.GoldenAssert.assertGradient;
import static rnn4j.golden.GoldenAssert.assertValue;
import static rnn4j.golden.GoldenAssert.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.golden.GoldenCase;
import rnn4j.golden.GoldenFile;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// Oracle: PyTorch, run by `tools/golden/lstm.py`.
final class LstmGoldenTest {

  static List<GoldenCase> outputsStatesAndGradientsArePyTorchs() {
    return GoldenFile.read("lstm");
  }

  @ParameterizedTest
  @MethodSource
  void outputsStatesAndGradientsArePyTorchs(GoldenCase golden) {
    var lstm = new Lstm(config(golden), TorchRandom.seed(golden.integer64("seed")));
    lstm.train(golden.flag("train"));
    Tensor input = tensor(golden, "input").requiresGrad(true);
    LstmState initial = initial(golden);
    LstmOutput out = initial == null ? lstm.forward(input) : lstm.forward(input, initial);
    assertValue(golden, "output", out.output());
    assertValue(golden, "h_n", out.state().h());
    assertValue(golden, "c_n", out.state().c());
    if (!golden.hasTensor("grad.input")) {
      return;
    }

    dot(out.output(), tensor(golden, "upstream.output"))
        .plus(dot(out.state().h(), tensor(golden, "upstream.h_n")))
        .plus(dot(out.state().c(), tensor(golden, "upstream.c_n")))
        .backward();
    assertGradient(golden, "grad.input", input.grad());
    if (initial != null) {
      assertGradient(golden, "grad.h0", initial.h().grad());
      assertGradient(golden, "grad.c0", initial.c().grad());
    }
    lstm.namedParameters()
        .forEach((name, parameter) -> assertGradient(golden, "grad." + name, parameter.grad()));
  }

  private static LstmConfig config(GoldenCase golden) {
    return LstmConfig.of(golden.integer("input_size"), golden.integer("hidden_size"))
        .withNumLayers(golden.integer("num_layers"))
        .withBias(golden.flag("bias"))
        .withBatchFirst(golden.flag("batch_first"))
        .withDropout(golden.number("dropout"))
        .withBidirectional(golden.flag("bidirectional"))
        .withProjSize(golden.integer("proj_size"))
        .withDtype(golden.text("dtype").equals("f64") ? DType.FLOAT64 : DType.FLOAT32);
  }

  private static @Nullable LstmState initial(GoldenCase golden) {
    return golden.hasTensor("h0")
        ? new LstmState(
            tensor(golden, "h0").requiresGrad(true), tensor(golden, "c0").requiresGrad(true))
        : null;
  }

  private static Tensor dot(Tensor x, Tensor upstream) {
    return x.times(upstream).sum();
  }
}
