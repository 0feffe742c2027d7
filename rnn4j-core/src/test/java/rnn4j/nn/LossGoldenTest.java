package rnn4j.nn;

import static rnn4j.golden.GoldenAssert.assertClose;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.golden.GoldenCase;
import rnn4j.golden.GoldenFile;
import rnn4j.tensor.Tensor;

/// Oracle: PyTorch 2.13.
final class LossGoldenTest {

  static Stream<GoldenCase> elementwise() {
    return GoldenFile.read("losses").stream()
        .filter(golden -> golden.text("loss").equals("mse_loss"));
  }

  @ParameterizedTest
  @MethodSource("elementwise")
  void lossesOfEachElementAndTheirGradientsArePyTorchs(GoldenCase golden) {
    var reduction = Reduction.valueOf(golden.text("reduction").toUpperCase(Locale.ROOT));
    Tensor input = golden.tensor("input").tensor().requiresGrad(true);
    Tensor target = golden.tensor("target").tensor();
    Tensor output = new MseLoss(reduction).forward(input, target);
    output.backward(golden.tensor("upstream.output").tensor());
    double tolerance = golden.text("dtype").equals("f64") ? 2.3e-16 : 1.2e-7;
    assertClose(output, golden.tensor("output"), tolerance);
    assertClose(input.grad(), golden.tensor("grad.input"), tolerance);
  }
}
