package rnn4j.nn;

import static rnn4j.golden.GoldenAssert.assertClose;

import java.util.List;
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
    return golden("mse_loss", "l1_loss", "huber_loss", "smooth_l1_loss");
  }

  static Stream<GoldenCase> logits() {
    return golden("binary_cross_entropy_with_logits");
  }

  static Stream<GoldenCase> classes() {
    return golden("cross_entropy", "nll_loss");
  }

  static Stream<GoldenCase> ctc() {
    return golden("ctc_loss");
  }

  private static Stream<GoldenCase> golden(String... losses) {
    return GoldenFile.read("losses").stream()
        .filter(golden -> List.of(losses).contains(golden.text("loss")));
  }

  @ParameterizedTest
  @MethodSource("elementwise")
  void lossesOfEachElementArePyTorchs(GoldenCase golden) {
    Tensor input = golden.tensor("input").tensor().requiresGrad(true);
    Tensor target = golden.tensor("target").tensor();
    Reduction reduction = reduction(golden);
    Tensor output =
        switch (golden.text("loss")) {
          case "mse_loss" -> new MseLoss(reduction).forward(input, target);
          case "l1_loss" -> new L1Loss(reduction).forward(input, target);
          case "huber_loss" ->
              new HuberLoss(golden.number("delta"), reduction).forward(input, target);
          default -> new SmoothL1Loss(golden.number("beta"), reduction).forward(input, target);
        };
    check(golden, input, output, 2);
  }

  @ParameterizedTest
  @MethodSource("logits")
  void crossEntropiesOfLogitsArePyTorchs(GoldenCase golden) {
    BceWithLogitsConfig config = BceWithLogitsConfig.of().withReduction(reduction(golden));
    if (golden.hasTensor("weight")) {
      config =
          config
              .withWeight(golden.tensor("weight").tensor())
              .withPosWeight(golden.tensor("pos_weight").tensor());
    }
    Tensor input = golden.tensor("input").tensor().requiresGrad(true);
    check(
        golden,
        input,
        new BceWithLogitsLoss(config).forward(input, golden.tensor("target").tensor()),
        2);
  }

  @ParameterizedTest
  @MethodSource("classes")
  void lossesOfClassesArePyTorchs(GoldenCase golden) {
    Tensor input = golden.tensor("input").tensor().requiresGrad(true);
    check(
        golden,
        input,
        golden.text("loss").equals("nll_loss") ? nll(golden, input) : crossEntropy(golden, input),
        2);
  }

  private static Tensor nll(GoldenCase golden, Tensor input) {
    NllConfig config =
        NllConfig.of()
            .withReduction(reduction(golden))
            .withIgnoreIndex(golden.integer("ignore_index"));
    config =
        golden.hasTensor("weight") ? config.withWeight(golden.tensor("weight").tensor()) : config;
    Tensor logProbs = input.logSoftmax(Math.min(1, input.dim() - 1));
    return new NllLoss(config).forward(logProbs, golden.tensor("target").indices());
  }

  private static Tensor crossEntropy(GoldenCase golden, Tensor input) {
    CrossEntropyConfig config = CrossEntropyConfig.of().withReduction(reduction(golden));
    if (golden.hasOption("ignore_index")) {
      config = config.withIgnoreIndex(golden.integer("ignore_index"));
    }
    if (golden.hasOption("label_smoothing")) {
      config = config.withLabelSmoothing(golden.number("label_smoothing"));
    }
    if (golden.hasTensor("weight")) {
      config = config.withWeight(golden.tensor("weight").tensor());
    }
    var loss = new CrossEntropyLoss(config);
    return golden.tensor("target").type().equals("i64")
        ? loss.forward(input, golden.tensor("target").indices())
        : loss.forward(input, golden.tensor("target").tensor());
  }

  @ParameterizedTest
  @MethodSource("ctc")
  void lossesOfAlignmentsArePyTorchs(GoldenCase golden) {
    CtcConfig config =
        CtcConfig.of()
            .withReduction(reduction(golden))
            .withBlank(golden.integer("blank"))
            .withZeroInfinity(golden.flag("zero_infinity"));
    Tensor input = golden.tensor("input").tensor().requiresGrad(true);
    Tensor output =
        new CtcLoss(config)
            .forward(
                input.logSoftmax(-1),
                golden.tensor("targets").indices(),
                golden.tensor("input_lengths").indices().toArray(),
                golden.tensor("target_lengths").indices().toArray());
    // Logarithms of up to 100 are turned back into probabilities. Measured: 90, and 76 in double.
    check(golden, input, output, 128);
  }

  private static Reduction reduction(GoldenCase golden) {
    return Reduction.valueOf(golden.text("reduction").toUpperCase(Locale.ROOT));
  }

  /// @param ulps how much results may differ, in units in the last place of 1; but for alignments,
  ///   measured: 1.7, and 1.5 in double
  private static void check(GoldenCase golden, Tensor input, Tensor output, double ulps) {
    double tolerance = golden.text("dtype").equals("f64") ? ulps * 0x1p-52 : ulps * 0x1p-23;
    assertClose(output, golden.tensor("output"), tolerance);
    output.backward(golden.tensor("upstream.output").tensor());
    assertClose(input.grad(), golden.tensor("grad.input"), tolerance);
  }
}
