package rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rnn4j.tensor.DType;
import rnn4j.tensor.Samples;
import rnn4j.tensor.Tensor;

final class OptimizerTest {

  private static Tensor parameter(long seed, int... shape) {
    return Samples.uniform(seed, shape).requiresGrad(true);
  }

  private static void step(Optimizer optimizer, Tensor parameter, long seed) {
    parameter.setGrad(Samples.uniform(seed, parameter.shape().toArray()));
    optimizer.step();
  }

  @Test
  void minimumOfAQuadraticIsFound() {
    Tensor target = Samples.uniform(1, 3, 2);
    for (Tensor x : List.of(parameter(2, 3, 2), parameter(3, 3, 2))) {
      Optimizer optimizer = new Sgd(List.of(x), SgdConfig.of().withLr(0.1).withMomentum(0.5));
      for (int i = 0; i < 200; i++) {
        optimizer.zeroGrad();
        Tensor error = x.minus(target);
        error.times(error).sum().backward();
        optimizer.step();
      }
      for (int i = 0; i < 3; i++) {
        assertThat(x.get(i, 0)).isCloseTo(target.get(i, 0), within(1e-12));
      }
    }
  }

  @Test
  void parametersWithoutGradientStayAndDoNotCount() {
    Tensor a = parameter(1, 2);
    Tensor b = parameter(2, 2);
    Tensor before = b.copy();
    var optimizer = new Adam(List.of(a, b), AdamConfig.of());
    step(optimizer, a, 3);
    assertThat(b.toDoubleArray()).containsExactly(before.toDoubleArray());
    assertThat(optimizer.stateDict().keySet())
        .containsExactlyInAnyOrder(
            "state.0.step",
            "state.0.exp_avg",
            "state.0.exp_avg_sq",
            "group.0.lr",
            "group.0.momentum");
    assertThat(optimizer.stateDict().get("state.0.step")).hasToString("Tensor() float64 [1.0]");
  }

  @Test
  void learningRateCanChangeBetweenSteps() {
    Tensor x = Tensor.of(new double[] {1}, 1).requiresGrad(true);
    var optimizer = new Sgd(List.of(x), SgdConfig.of().withLr(0.5));
    x.setGrad(Tensor.of(new double[] {1}, 1));
    optimizer.step();
    optimizer.setLr(0.25);
    optimizer.step();
    assertThat(x.item()).isEqualTo(0.25);
    assertThat(optimizer.lr()).isEqualTo(0.25);
    assertThatThrownBy(() -> optimizer.setLr(-1))
        .hasMessage("Sgd.setLr: lr is -1.0, expected at least 0");
  }

  @Test
  void restoredOptimiserGoesOnAsIfNothingHadHappened() {
    for (boolean amsgrad : new boolean[] {false, true}) {
      AdamConfig config = AdamConfig.of().withLr(0.1).withAmsgrad(amsgrad);
      Tensor x = parameter(1, 2, 3);
      var first = new Adam(List.of(x), config);
      step(first, x, 2);
      step(first, x, 3);
      Tensor y = x.copy().requiresGrad(true);
      var second = new Adam(List.of(y), config);
      second.loadStateDict(first.stateDict());
      step(first, x, 4);
      step(second, y, 4);
      assertThat(y.toDoubleArray()).containsExactly(x.toDoubleArray());
    }
  }

  @Test
  void loadedStateIsACopyOfTheParametersType() {
    Tensor x = parameter(1, 2);
    SgdConfig config = SgdConfig.of().withMomentum(0.9);
    var optimizer = new Sgd(List.of(x), config);
    Tensor buffer = Tensor.of(new float[] {1, 2}, 2);
    optimizer.loadStateDict(Map.of("state.0.momentum_buffer", buffer));
    step(optimizer, x, 2);
    assertThat(buffer.toFloatArray()).containsExactly(1, 2);
    assertThat(optimizer.stateDict().get("state.0.momentum_buffer"))
        .matches(state -> state.dtype() == DType.FLOAT64);
  }

  @Test
  void stateOfAnotherOptimiserIsRefused() {
    var optimizer = new Adam(List.of(parameter(1, 2)), AdamConfig.of());
    Map<String, Tensor> state = new HashMap<>();
    state.put("state.0.momentum_buffer", Tensor.zeros(2));
    assertThatThrownBy(() -> optimizer.loadStateDict(state))
        .hasMessage(
            "Adam.loadStateDict: found [state.0.momentum_buffer], expected numbers below 1 and"
                + " names among [exp_avg, exp_avg_sq, step]");
    state.clear();
    state.put("state.0.exp_avg", Tensor.zeros(2));
    assertThatThrownBy(() -> optimizer.loadStateDict(state))
        .hasMessage(
            "Adam.loadStateDict: found only [exp_avg] of state.0.*, expected all of [exp_avg,"
                + " exp_avg_sq, step]");
    state.put("state.0.exp_avg", Tensor.zeros(3));
    assertThatThrownBy(() -> optimizer.loadStateDict(state))
        .hasMessage("Adam.loadStateDict: state.0.exp_avg has shape (3), expected (2)");
  }

  @Test
  void parametersMustBeThereAndDistinct() {
    Tensor x = parameter(1, 2);
    assertThatThrownBy(() -> new Sgd(List.of(), SgdConfig.of()))
        .hasMessage("Sgd: no parameters, expected at least one parameter, and each once");
    assertThatThrownBy(() -> new AdamW(List.of(x, x), AdamWConfig.of()))
        .hasMessage("AdamW: one is listed twice, expected at least one parameter, and each once");
  }

  @Test
  void optionsAreChecked() {
    assertThatThrownBy(() -> AdamConfig.of().withLr(-1))
        .hasMessage("AdamConfig: lr is -1.0, expected at least 0");
    assertThatThrownBy(() -> AdamWConfig.of().withBetas(0.9, 1))
        .hasMessage("AdamWConfig: beta2 is 1.0, expected at least 0 and less than 1");
    assertThatThrownBy(() -> SgdConfig.of().withWeightDecay(Double.NaN))
        .hasMessage("SgdConfig: weightDecay is NaN, expected at least 0");
    assertThatThrownBy(() -> SgdConfig.of().withNesterov(true))
        .hasMessage(
            "SgdConfig: nesterov with momentum 0.0 and dampening 0.0, expected a momentum above 0"
                + " and no dampening");
  }

  @Test
  void defaultsArePyTorchs() {
    assertThat(SgdConfig.of()).isEqualTo(new SgdConfig(0.001, 0, 0, 0, false, false));
    assertThat(AdamConfig.of()).isEqualTo(new AdamConfig(1e-3, 0.9, 0.999, 1e-8, 0, false, false));
    assertThat(AdamWConfig.of())
        .isEqualTo(new AdamWConfig(1e-3, 0.9, 0.999, 1e-8, 0.01, false, false));
  }
}
