package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rnn4j.golden.GoldenAssert.assertClose;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.golden.GoldenCase;
import rnn4j.golden.GoldenFile;
import rnn4j.tensor.DType;
import rnn4j.tensor.GradientCheck;
import rnn4j.tensor.Samples;
import rnn4j.tensor.Tensor;

final class LayerNormTest {

  static List<GoldenCase> golden() {
    return GoldenFile.read("modules").stream()
        .filter(golden -> golden.text("module").equals("LayerNorm"))
        .toList();
  }

  private static LayerNormConfig config(GoldenCase golden) {
    int[] shape =
        Stream.of(golden.text("normalized_shape").split(",")).mapToInt(Integer::parseInt).toArray();
    return LayerNormConfig.of(shape)
        .withEps(golden.number("eps"))
        .withElementwiseAffine(golden.flag("elementwise_affine"))
        .withBias(golden.flag("bias"))
        .withDtype(golden.text("dtype").equals("f64") ? DType.FLOAT64 : DType.FLOAT32);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void outputAndGradientsArePyTorchs(GoldenCase golden) {
    var norm = new LayerNorm(config(golden));
    norm.namedParameters()
        .forEach((name, parameter) -> parameter.set(golden.tensor(name).tensor()));
    Tensor input = golden.tensor("input").tensor().requiresGrad(true);
    Tensor output = norm.forward(input);
    boolean isDouble = golden.text("dtype").equals("f64");
    // Measured: 2.2e-16 and 1.2e-7.
    assertClose(output, golden.tensor("output"), isDouble ? 4.5e-16 : 2.4e-7);
    // Measured: 8.3e-14 and 7.6e-6, in the case far from zero; in single precision PyTorch's own
    // error is as large there.
    double tolerance = isDouble ? 1.7e-13 : 1.6e-5;
    output.backward(golden.tensor("upstream.output").tensor());
    assertClose(input.grad(), golden.tensor("grad.input"), tolerance);
    norm.namedParameters()
        .forEach((name, parameter) ->
            assertClose(parameter.grad(), golden.tensor("grad." + name), tolerance));
  }

  @Test
  void startsAsOnesAndZeros() {
    var norm = new LayerNorm(2, 3);
    assertThat(norm.parameter("weight").toFloatArray()).containsExactly(1, 1, 1, 1, 1, 1);
    assertThat(norm.parameter("bias").toFloatArray()).containsExactly(0, 0, 0, 0, 0, 0);
    assertThat(new LayerNorm(LayerNormConfig.of(3).withBias(false)).namedParameters().keySet())
        .containsExactly("weight");
    LayerNormConfig plain = LayerNormConfig.of(3).withElementwiseAffine(false);
    assertThat(new LayerNorm(plain).parameters()).isEmpty();
  }

  @Test
  void gradientIsThatOfCentralDifferences() {
    LayerNormConfig config = LayerNormConfig.of(4).withDtype(DType.FLOAT64);
    GradientCheck.check(new LayerNorm(config)::forward, Samples.uniform(1, 2, 3, 4));
  }

  @Test
  void inputMustEndInTheNormalisedShape() {
    var norm = new LayerNorm(2, 5);
    assertThatThrownBy(() -> norm.forward(Tensor.zeros(3, 5, 2)))
        .hasMessage(
            "LayerNorm.forward: input has shape (3, 5, 2), expected one that ends in (2, 5)");
    assertThatThrownBy(() -> norm.forward(Tensor.zeros(5)))
        .hasMessage("LayerNorm.forward: input has shape (5), expected one that ends in (2, 5)");
    assertThat(norm.forward(Tensor.zeros(0, 2, 5)).numel()).isZero();
  }

  @Test
  void printedFormIsPyTorchs() {
    assertThat(new LayerNorm(5))
        .hasToString("LayerNorm((5,), eps=1e-05, elementwise_affine=True, bias=True)");
    assertThat(new LayerNorm(LayerNormConfig.of(2, 5).withEps(0.001).withElementwiseAffine(false)))
        .hasToString("LayerNorm((2, 5), eps=0.001, elementwise_affine=False, bias=False)");
  }
}
