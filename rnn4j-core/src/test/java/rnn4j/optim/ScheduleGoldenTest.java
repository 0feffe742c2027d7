package rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.golden.GoldenCase;
import rnn4j.golden.GoldenFile;
import rnn4j.tensor.Tensor;

/// Oracle: PyTorch 2.13, fifty steps of every schedule.
final class ScheduleGoldenTest {

  /// PyTorch mostly computes a rate from the last one and we from the first. Measured: 1.2e-15.
  private static final double TOLERANCE = 4e-15;

  static Stream<GoldenCase> schedules() {
    return GoldenFile.read("optim").stream().filter(golden -> golden.hasOption("schedule"));
  }

  private static Schedule schedule(String name) {
    return switch (name) {
      case "step" -> new StepLr(7, 0.5);
      case "multi-step" -> new MultiStepLr(List.of(5, 12, 12, 30), 0.3);
      case "exponential" -> new ExponentialLr(0.9);
      case "constant" -> new ConstantLr(0.25, 8);
      case "linear" -> new LinearLr(0.1, 0.9, 20);
      case "cosine" -> new CosineAnnealingLr(20, 0.01);
      case "warm-restarts" -> new CosineAnnealingWarmRestarts(5, 2, 0.01);
      case "one-cycle" -> OneCycleLr.of(0.8, 50);
      case "one-cycle-three-phases" -> OneCycleLr.of(0.8, 50).withLinear(true).withThreePhase(true);
      case "sequential" ->
          new SequentialLr(List.of(LinearLr.warmUp(10), CosineAnnealingLr.of(30)), List.of(10));
      case "lambda" -> (lr, t) -> lr / (1 + t);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static DoubleConsumer scheduler(GoldenCase golden, Optimizer optimizer) {
    return switch (golden.text("schedule")) {
      case "plateau" ->
          new ReduceLrOnPlateau(
                  optimizer,
                  ReduceLrOnPlateauConfig.of()
                      .withFactor(0.5)
                      .withPatience(4)
                      .withCooldown(2)
                      .withMinLr(0.01))
              ::step;
      case "plateau-max" ->
          new ReduceLrOnPlateau(
                  optimizer,
                  ReduceLrOnPlateauConfig.of()
                      .withGoal(Goal.MAX)
                      .withPatience(3)
                      .withThreshold(0.02)
                      .withRelative(false))
              ::step;
      default -> {
        var scheduler = new LrScheduler(optimizer, schedule(golden.text("schedule")));
        yield _ -> scheduler.step();
      }
    };
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void everyRateIsPyTorchs(GoldenCase golden) {
    Optimizer optimizer = sgd(golden.number("lr"), golden.hasTensor("momentum") ? 0.9 : 0);
    DoubleConsumer scheduler = scheduler(golden, optimizer);
    double[] rates = golden.tensor("lr").doubles();
    for (int step = 0; step < rates.length; step++) {
      assertThat(optimizer.lr()).as("step %d", step).isCloseTo(rates[step], within(TOLERANCE));
      if (golden.hasTensor("momentum")) {
        assertThat(optimizer.momentum(0))
            .isCloseTo(golden.tensor("momentum").doubles()[step], within(TOLERANCE));
      }
      scheduler.accept(
          golden.hasTensor("metrics") ? golden.tensor("metrics").doubles()[step] : Double.NaN);
    }
  }

  @Test
  void aRestoredSchedulerGoesOn() {
    Optimizer first = sgd(0.5, 0);
    var scheduler = new LrScheduler(first, CosineAnnealingLr.of(10));
    for (int i = 0; i < 4; i++) {
      scheduler.step();
    }
    Optimizer second = sgd(0.25, 0); // its own rate gives way to the saved one
    var restored = new LrScheduler(second, CosineAnnealingLr.of(10));
    restored.loadStateDict(scheduler.stateDict());
    assertThat(second.lr()).isEqualTo(first.lr());
    scheduler.step();
    restored.step();
    assertThat(second.lr()).isEqualTo(first.lr());
    assertThatThrownBy(() -> restored.loadStateDict(Map.of()))
        .hasMessageStartingWith("LrScheduler.loadStateDict: found {}, expected [");
  }

  @Test
  void aRestoredPlateauGoesOn() {
    Optimizer first = sgd(0.5, 0);
    ReduceLrOnPlateauConfig config = ReduceLrOnPlateauConfig.of().withPatience(2);
    var plateau = new ReduceLrOnPlateau(first, config);
    plateau.step(1);
    plateau.step(2);
    plateau.step(2);
    Optimizer second = sgd(0.5, 0);
    var restored = new ReduceLrOnPlateau(second, config);
    restored.loadStateDict(plateau.stateDict());
    restored.step(2);
    assertThat(second.lr()).isEqualTo(0.05);
  }

  @Test
  void faultsAreNamed() {
    assertThatThrownBy(() -> new StepLr(0, 0.1))
        .hasMessage("StepLr: stepSize is 0, expected at least 1");
    assertThatThrownBy(() -> new LinearLr(0, 1, 5))
        .hasMessage("LinearLr: startFactor is 0.0, expected more than 0");
    assertThatThrownBy(() -> new SequentialLr(List.of(new ExponentialLr(1)), List.of(3)))
        .hasMessage(
            "SequentialLr: milestones are [3] for 1 schedules, expected one less, in order");
    assertThatThrownBy(() -> OneCycleLr.of(1, 10).lr(1, 11))
        .hasMessage("OneCycleLr: step is 11, expected at most totalSteps=10");
    Tensor parameter = Tensor.zeros(1).requiresGrad(true);
    var adagrad = new Adagrad(List.of(parameter), AdagradConfig.of());
    assertThatThrownBy(() -> new LrScheduler(adagrad, OneCycleLr.of(1, 10)))
        .hasMessage("Adagrad.setMomentum: this optimiser has no momentum");
    assertThat(OneCycleLr.of(1, 10).withCycleMomentum(false).momentum(3)).isEmpty();
  }

  private static Optimizer sgd(double lr, double momentum) {
    return new Sgd(
        List.of(Tensor.zeros(1).requiresGrad(true)),
        SgdConfig.of().withLr(lr).withMomentum(momentum));
  }
}
