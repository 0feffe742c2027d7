package rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static rnn4j.golden.GoldenAssert.assertClose;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.golden.GoldenAssert;
import rnn4j.golden.GoldenCase;
import rnn4j.golden.GoldenFile;
import rnn4j.tensor.Tensor;

/// Oracle: PyTorch 2.13, fifty steps.
final class OptimizerGoldenTest {

  static Stream<GoldenCase> trajectories() {
    return GoldenFile.read("optim").stream().filter(golden -> golden.hasOption("optimizer"));
  }

  static Stream<GoldenCase> clippings() {
    return GoldenFile.read("optim").stream().filter(golden -> golden.hasOption("max_norm"));
  }

  @ParameterizedTest
  @MethodSource("trajectories")
  void everyStepIsPyTorchs(GoldenCase golden) {
    Tensor parameter = golden.tensor("start").tensor().requiresGrad(true);
    Optimizer optimizer = optimizer(golden, List.of(parameter));
    Tensor gradients = golden.tensor("gradients").tensor();
    var trajectory = new ArrayList<Tensor>();
    for (int step = 0; step < golden.integer("steps"); step++) {
      parameter.setGrad(gradients.select(0, step));
      optimizer.step();
      trajectory.add(parameter.copy());
    }
    Tensor found = Tensor.stack(0, trajectory);
    if (golden.text("optimizer").equals("SGD")) {
      assertThat(GoldenAssert.hash(List.of(found)))
          .isEqualTo(GoldenAssert.hash(List.of(golden.tensor("trajectory").tensor())));
    } else {
      // PyTorch's square root is that of MKL and not always rounded correctly. Measured: 1.1e-16
      // and
      // 6.0e-8, one unit in the last place.
      double tolerance = golden.text("dtype").equals("f64") ? 2.3e-16 : 1.2e-7;
      assertClose(found, golden.tensor("trajectory"), tolerance);
    }
  }

  private static Optimizer optimizer(GoldenCase golden, List<Tensor> parameters) {
    double lr = golden.number("lr");
    double decay = golden.number("weight_decay");
    boolean maximize = golden.flag("maximize");
    if (golden.text("optimizer").equals("SGD")) {
      return new Sgd(
          parameters,
          new SgdConfig(
              lr,
              golden.number("momentum"),
              golden.number("dampening"),
              decay,
              golden.flag("nesterov"),
              maximize));
    }
    double[] betas =
        Stream.of(golden.text("betas").split(",")).mapToDouble(Double::parseDouble).toArray();
    double eps = golden.number("eps");
    boolean amsgrad = golden.flag("amsgrad");
    return golden.text("optimizer").equals("Adam")
        ? new Adam(
            parameters, new AdamConfig(lr, betas[0], betas[1], eps, decay, amsgrad, maximize))
        : new AdamW(
            parameters, new AdamWConfig(lr, betas[0], betas[1], eps, decay, amsgrad, maximize));
  }

  @ParameterizedTest
  @MethodSource("clippings")
  void clippedGradientsArePyTorchs(GoldenCase golden) {
    var parameters = new ArrayList<Tensor>();
    for (int i = 0; golden.hasTensor("gradient" + i); i++) {
      Tensor gradient = golden.tensor("gradient" + i).tensor();
      parameters.add(Tensor.zeros(gradient.shape().toArray()).requiresGrad(true));
      parameters.getLast().setGrad(gradient);
    }
    double norm = ClipGrad.norm(parameters, golden.number("max_norm"), golden.number("norm_type"));
    double torch = golden.tensor("total_norm").floats()[0];
    assertThat(Math.abs(norm - torch)).isLessThanOrEqualTo(1.2e-7 * torch);
    for (int i = 0; i < parameters.size(); i++) {
      // PyTorch's norms are rounded to single precision. Measured: 1.5e-8.
      assertClose(parameters.get(i).grad(), golden.tensor("clipped" + i), 3e-8);
    }
  }
}
