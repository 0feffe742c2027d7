package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rnn4j.tensor.GradientCheck.gradient;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Samples;
import rnn4j.tensor.Tensor;

/// Oracle: `torch.manual_seed(0); torch.nn.Dropout(p)(torch.ones(8))` of PyTorch 2.13.
final class DropoutTest {

  @Test
  void dropsWhatPyTorchDrops() {
    var dropout = new Dropout(0.3, TorchRandom.seed(0));
    float s = 1.4285715f;
    assertThat(dropout.forward(Tensor.ones(8)).toFloatArray())
        .containsExactly(0, 0, s, 0, s, 0, s, s);
  }

  @Test
  void gradientPassesWhereTheInputDid() {
    var dropout = new Dropout(0.5, TorchRandom.seed(0));
    Tensor input = Tensor.ones(16).requiresGrad(true);
    Tensor output = dropout.forward(input);
    output.sum().backward();
    assertThat(gradient(input).toFloatArray()).containsExactly(output.toFloatArray());
  }

  @Test
  void evaluationLeavesTheInputAndTheGeneratorAlone() {
    var random = TorchRandom.seed(0);
    byte[] state = random.state();
    var dropout = new Dropout(0.5, random);
    dropout.eval();
    Tensor input = Samples.uniform(1, 10);
    assertThat(dropout.forward(input)).isSameAs(input);
    assertThat(random.state()).isEqualTo(state);
  }

  @Test
  void dropsNothingOrAllAtTheEnds() {
    Tensor input = Samples.uniform(DType.FLOAT32, 1, 10);
    assertThat(new Dropout(0, TorchRandom.seed(0)).forward(input).toFloatArray())
        .containsExactly(input.toFloatArray());
    assertThat(new Dropout(1, TorchRandom.seed(0)).forward(input).toFloatArray())
        .containsOnly(0f, -0f);
  }

  @ParameterizedTest
  @CsvSource({"-0.1", "1.5", "NaN"})
  void probabilityMustBeOne(double p) {
    assertThatThrownBy(() -> new Dropout(p, TorchRandom.seed(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Dropout: p is " + p + ", expected a probability in [0, 1]");
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.5", "1e-5, 1e-05", "1, 1.0", "0.0001, 0.0001", "1.25e-7, 1.25e-07"})
  void printedFormIsPyTorchs(double p, String text) {
    assertThat(new Dropout(p, TorchRandom.seed(0)))
        .hasToString("Dropout(p=" + text + ", inplace=False)");
  }
}
