package rnn4j.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import rnn4j.cli.series.TimeSeries;
import rnn4j.random.TorchRandom;

/// Oracle: what is known of a series made by a rule, and of early stopping.
final class TrainingTest {
  private static final TrainingOptions OPTIONS = new TrainingOptions(8, 1, 12, 4, 0.01, 16, 1);

  @Test
  void anUntrainedModelForecastsTheBlend() {
    TimeSeries series = made(200);
    Plan plan = plan(series);
    int[] origins = plan.testOrigins(series).rows();
    assertThat(model(series).forecast(origins))
        .isDeepEqualTo(new Blend(series, plan).forecast(origins));
  }

  @Test
  void trainingLearnsWhatABlendCannot() {
    TimeSeries series = made(400);
    Origins test = plan(series).testOrigins(series);
    LstmForecaster model = model(series);
    double before = Scores.of(series, test, model.forecast(test.rows())).oneStep().rmse();
    train(series, model);
    double after = Scores.of(series, test, model.forecast(test.rows())).oneStep().rmse();
    assertThat(after).isLessThan(before / 2);
  }

  @Test
  void theEpochWithTheLeastValidationLossIsKept() {
    TimeSeries series = made(200);
    LstmForecaster model = model(series);
    Training training = train(series, model);
    List<Double> losses = training.losses().stream().map(EpochLoss::validation).toList();
    assertThat(losses.get(training.bestEpoch()))
        .isEqualTo(losses.stream().min(Double::compare).get());
    assertThat(losses.size() - 1).isEqualTo(Math.min(12, training.bestEpoch() + 4));
    // The weights are those of that epoch: the loss after it is found again.
    Plan plan = plan(series);
    var again =
        new Training(
            model,
            plan.trainingOrigins(series),
            plan.validationOrigins(series),
            new TrainingOptions(8, 1, 0, 4, 0.01, 16, 1),
            TorchRandom.seed(1));
    again.trainer().run();
    assertThat(again.losses().getFirst().validation()).isEqualTo(losses.get(training.bestEpoch()));
  }

  @Test
  void theTestPartChangesNothingThatIsLearnt() {
    TimeSeries series = made(200);
    double[] changed = series.values(0, 200);
    for (int t = 170; t < 200; t++) {
      changed[t] = -7 * t;
    }
    TimeSeries other = TimeSeries.of("x", changed);
    LstmForecaster model = model(series);
    LstmForecaster otherModel = model(other);
    List<EpochLoss> losses = train(series, model).losses();
    assertThat(train(other, otherModel).losses()).isEqualTo(losses);
    int[] validation = plan(series).validationOrigins(series).rows();
    assertThat(otherModel.forecast(validation)).isDeepEqualTo(model.forecast(validation));
  }

  @Test
  void aForecastKnowsNothingOfWhatFollowsItsOrigin() {
    TimeSeries series = made(200);
    LstmForecaster model = model(series);
    train(series, model);
    double[][] forecasts = model.forecast(new int[] {160, 180});
    double[] cut = series.values(0, 181);
    LstmForecaster same = model(TimeSeries.of("x", cut), plan(series));
    same.network().loadStateDict(model.network().stateDict());
    assertThat(same.forecast(new int[] {160, 180})).isDeepEqualTo(forecasts);
  }

  private static Training train(TimeSeries series, LstmForecaster model) {
    Plan plan = plan(series);
    var training =
        new Training(
            model,
            plan.trainingOrigins(series),
            plan.validationOrigins(series),
            OPTIONS,
            TorchRandom.seed(2));
    training.trainer().run();
    return training;
  }

  private static LstmForecaster model(TimeSeries series) {
    return model(series, plan(series));
  }

  private static LstmForecaster model(TimeSeries series, Plan plan) {
    return new LstmForecaster(series, plan, OPTIONS, TorchRandom.seed(1));
  }

  private static Plan plan(TimeSeries series) {
    return Plan.of(
        series,
        new PlanOptions(OptionalInt.of(1), OptionalInt.of(3), OptionalInt.of(6), 0.15, 0.15));
  }

  /// Each value follows from the two before it, but not as a blend of the last and the mean.
  private static TimeSeries made(int rows) {
    var random = new SplittableRandom(5);
    double[] values = new double[rows];
    values[0] = 1;
    for (int t = 2; t < rows; t++) {
      values[t] = 1.8 * values[t - 1] - 0.98 * values[t - 2] + 0.05 * random.nextGaussian();
    }
    return TimeSeries.of("x", values);
  }
}
