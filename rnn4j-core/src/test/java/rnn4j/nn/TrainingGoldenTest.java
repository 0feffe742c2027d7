package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static rnn4j.golden.GoldenAssert.assertClose;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.golden.GoldenAssert;
import rnn4j.golden.GoldenCase;
import rnn4j.golden.GoldenFile;
import rnn4j.optim.Adam;
import rnn4j.optim.AdamConfig;
import rnn4j.optim.AdamW;
import rnn4j.optim.AdamWConfig;
import rnn4j.optim.ClipGrad;
import rnn4j.optim.Optimizer;
import rnn4j.optim.Sgd;
import rnn4j.optim.SgdConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// Oracle: ten steps of training in PyTorch 2.13, from the seed to the last parameter.
final class TrainingGoldenTest {

  private static final class Model extends Module {
    private final RecurrentLayer rnn;
    private final Linear linear;

    Model(GoldenCase golden, TorchRandom random) {
      rnn = register("rnn", layer(golden, random));
      int width = golden.integer(golden.hasOption("proj_size") ? "proj_size" : "hidden_size");
      linear =
          register(
              "linear",
              new Linear(
                  LinearConfig.of(
                          golden.flag("bidirectional") ? 2 * width : width,
                          golden.integer("output_size"))
                      .withDtype(dtype(golden)),
                  random));
    }

    /// Returns the outputs of all windows, each computed when its turn comes.
    Iterable<Tensor> windows(Tensor input, int length) {
      return rnn.windows(input, length, null, run -> linear.forward(run.output()));
    }

    Iterable<Tensor> whole(Tensor input) {
      return () -> List.of(linear.forward(rnn.run(input, null).output())).iterator();
    }
  }

  static List<GoldenCase> trainingIsPyTorchs() {
    return GoldenFile.read("training");
  }

  @ParameterizedTest
  @MethodSource
  void trainingIsPyTorchs(GoldenCase golden) {
    var model = new Model(golden, TorchRandom.seed(golden.integer64("seed")));
    assertThat(GoldenAssert.hash(model.parameters())).isEqualTo(golden.text("parameters"));
    Optimizer optimizer = optimizer(golden, model.parameters());
    Tensor input = golden.tensor("input").tensor();
    Tensor target = golden.tensor("target").tensor();
    int steps = golden.integer("steps");
    double[] losses = new double[steps];
    double[] norms = new double[steps];
    boolean divided = golden.hasOption("window");
    for (int step = 0; step < steps; ) {
      int t = 0;
      for (Tensor output :
          divided ? model.windows(input, golden.integer("window")) : model.whole(input)) {
        optimizer.zeroGrad();
        Tensor aim = target.slice(0, t, t + output.size(0));
        Tensor loss = new MseLoss().forward(output, aim);
        loss.backward();
        if (golden.hasOption("max_norm")) {
          norms[step] = ClipGrad.norm(model.parameters(), golden.number("max_norm"));
        }
        optimizer.step();
        losses[step] = loss.item();
        t += output.size(0);
        step++;
      }
    }
    boolean isDouble = dtype(golden) == DType.FLOAT64;
    // Measured: 2.8e-16 and 6.0e-8.
    double tolerance = isDouble ? 4.5e-16 : 1.2e-7;
    assertClose(Tensor.of(losses, steps), golden.tensor("losses"), tolerance);
    if (golden.hasOption("max_norm")) {
      assertClose(Tensor.of(norms, steps), golden.tensor("norms"), tolerance);
    }
    // Adam divides a gradient by its size, so where it is about zero its rounding counts as much as
    // any other: measured 9.4e-6 at one element, 3.3e-7 at all others; in double precision 5.0e-16.
    double finalTolerance = isDouble ? 9e-16 : 1.9e-5;
    model
        .namedParameters()
        .forEach((name, parameter) ->
            assertClose(parameter.detach(), golden.tensor("final." + name), finalTolerance));
  }

  private static RecurrentLayer layer(GoldenCase golden, TorchRandom random) {
    int inputSize = golden.integer("input_size");
    int hiddenSize = golden.integer("hidden_size");
    return switch (golden.text("mode")) {
      case "LSTM" -> {
        int projSize = golden.hasOption("proj_size") ? golden.integer("proj_size") : 0;
        yield new Lstm(
            options(golden, LstmConfig.of(inputSize, hiddenSize)).withProjSize(projSize), random);
      }
      case "GRU" -> new Gru(options(golden, GruConfig.of(inputSize, hiddenSize)), random);
      default -> new Rnn(options(golden, RnnConfig.of(inputSize, hiddenSize)), random);
    };
  }

  private static <C extends RecurrentConfig<C>> C options(GoldenCase golden, C config) {
    return config
        .withNumLayers(golden.integer("num_layers"))
        .withDropout(golden.number("dropout"))
        .withBidirectional(golden.flag("bidirectional"))
        .withDtype(dtype(golden));
  }

  private static Optimizer optimizer(GoldenCase golden, List<Tensor> parameters) {
    double lr = golden.number("lr");
    double decay = golden.number("weight_decay");
    return switch (golden.text("optimizer")) {
      case "SGD" ->
          new Sgd(
              parameters,
              SgdConfig.of()
                  .withLr(lr)
                  .withMomentum(golden.number("momentum"))
                  .withWeightDecay(decay));
      case "Adam" -> new Adam(parameters, AdamConfig.of().withLr(lr).withWeightDecay(decay));
      default -> new AdamW(parameters, AdamWConfig.of().withLr(lr).withWeightDecay(decay));
    };
  }

  private static DType dtype(GoldenCase golden) {
    return golden.text("dtype").equals("f64") ? DType.FLOAT64 : DType.FLOAT32;
  }
}
