package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rnn4j.golden.GoldenAssert.assertClose;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.golden.Fnv1a;
import rnn4j.golden.GoldenAssert;
import rnn4j.golden.GoldenCase;
import rnn4j.golden.GoldenFile;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

final class LinearTest {

  /// Measured: 1.1e-16 in double precision and 1.1e-7 in single, in the gradient of a weight.
  private static double tolerance(GoldenCase golden) {
    return golden.text("dtype").equals("f64") ? 2.3e-16 : 2.4e-7;
  }

  static List<GoldenCase> golden() {
    return GoldenFile.read("modules").stream()
        .filter(golden -> golden.text("module").equals("Linear"))
        .toList();
  }

  private static Linear linear(GoldenCase golden, TorchRandom random) {
    return new Linear(
        LinearConfig.of(golden.integer("in_features"), golden.integer("out_features"))
            .withBias(golden.flag("bias"))
            .withDtype(golden.text("dtype").equals("f64") ? DType.FLOAT64 : DType.FLOAT32),
        random);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void startsFromPyTorchsWeightsAndLeavesTheGeneratorWherePyTorchDoes(GoldenCase golden) {
    var random = TorchRandom.seed(golden.integer64("seed"));
    var linear = linear(golden, random);
    assertThat(GoldenAssert.hash(linear.parameters())).isEqualTo(golden.text("parameters"));
    assertThat(Fnv1a.of(random.state())).isEqualTo(golden.text("generator_after_init"));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void outputAndGradientsArePyTorchs(GoldenCase golden) {
    var linear = linear(golden, TorchRandom.seed(golden.integer64("seed")));
    Tensor input = golden.tensor("input").tensor().requiresGrad(true);
    Tensor output = linear.forward(input);
    assertClose(output, golden.tensor("output"), tolerance(golden));
    output.backward(golden.tensor("upstream.output").tensor());
    assertClose(input.grad(), golden.tensor("grad.input"), tolerance(golden));
    linear
        .namedParameters()
        .forEach((name, parameter) ->
            assertClose(parameter.grad(), golden.tensor("grad." + name), tolerance(golden)));
  }

  @Test
  void inputOfAnotherSizeOrTypeIsRefused() {
    var linear = new Linear(3, 2, TorchRandom.seed(0));
    assertThatThrownBy(() -> linear.forward(Tensor.zeros(5, 4)))
        .hasMessage("Linear.forward: input has shape (5, 4), expected (..., inFeatures=3)");
    assertThatThrownBy(() -> linear.forward(Tensor.zeros()))
        .hasMessage("Linear.forward: input has shape (), expected (..., inFeatures=3)");
    assertThatThrownBy(() -> linear.forward(Tensor.zeros(DType.FLOAT64, 5, 3)))
        .hasMessage(
            "Linear.forward: input has type float64, expected float32; convert it with to(DType)");
    assertThatThrownBy(() -> LinearConfig.of(-1, 2))
        .hasMessage("LinearConfig: inFeatures is -1, expected at least 0");
  }

  @Test
  void printedFormIsPyTorchs() {
    var config = LinearConfig.of(3, 2);
    assertThat(new Linear(config, TorchRandom.seed(0)))
        .hasToString("Linear(in_features=3, out_features=2, bias=True)");
    assertThat(new Linear(config.withBias(false), TorchRandom.seed(0)))
        .hasToString("Linear(in_features=3, out_features=2, bias=False)");
  }
}
