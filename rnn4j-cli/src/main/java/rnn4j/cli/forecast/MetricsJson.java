package rnn4j.cli.forecast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.cli.series.Split;
import rnn4j.cli.series.TimeSeries;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What was measured, and all that is needed to measure it again.
final class MetricsJson {
  private MetricsJson() {}

  private record Metrics(
      Data data, Parts parts, Settings settings, Training training, Errors errors) {}

  private record Data(
      String source,
      String column,
      List<String> inputs,
      int rows,
      int observed,
      int filled,
      String first,
      String last,
      @Nullable String step,
      List<String> notes) {}

  private record Parts(Part training, Part validation, Part test) {}

  private record Part(int rows, String first, String last) {}

  private record Settings(
      int season,
      String seasonFound,
      boolean trend,
      int window,
      int horizon,
      int hiddenSize,
      int layers,
      int epochs,
      int patience,
      double learningRate,
      int batchSize,
      long seed) {}

  private record Training(int epochsRun, int bestEpoch, List<Loss> losses) {}

  private record Loss(int epoch, @Nullable Double training, @Nullable Double validation) {}

  private record Errors(Row model, Row lastValue, Row seasonAgo) {}

  private record Row(Numbers oneStep, Numbers horizon) {}

  private record Numbers(@Nullable Double rmse, @Nullable Double mae, long points) {}

  static String text(Outcome outcome, TrainingOptions options) {
    return JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(metrics(outcome, options))
            .replace("\r\n", "\n")
        + "\n";
  }

  private static Metrics metrics(Outcome outcome, TrainingOptions options) {
    TimeSeries series = outcome.series();
    Plan plan = outcome.plan();
    Split split = plan.split();
    return new Metrics(
        new Data(
            series.source(),
            series.column(),
            series.inputNames(),
            series.length(),
            series.observedCount(),
            series.length() - series.observedCount(),
            series.axis().label(0),
            series.axis().label(series.length() - 1),
            series.axis().step().map(Object::toString).orElse(null),
            series.notes()),
        new Parts(
            part(series, 0, split.validationStart()),
            part(series, split.validationStart(), split.testStart()),
            part(series, split.testStart(), split.end())),
        new Settings(
            plan.season().length(),
            plan.season().reason(),
            plan.trend().present(),
            plan.window(),
            plan.horizon(),
            options.hiddenSize(),
            options.layers(),
            options.epochs(),
            options.patience(),
            options.learningRate(),
            options.batchSize(),
            options.seed()),
        new Training(
            outcome.losses().size() - 1,
            outcome.bestEpoch(),
            outcome.losses().stream()
                .map(l -> new Loss(l.epoch(), finite(l.training()), finite(l.validation())))
                .toList()),
        new Errors(
            row(outcome.model().scores()),
            row(outcome.lastValue().scores()),
            row(outcome.seasonAgo().scores())));
  }

  private static Part part(TimeSeries series, int from, int to) {
    return new Part(to - from, series.axis().label(from), series.axis().label(to - 1));
  }

  private static Row row(Scores scores) {
    return new Row(numbers(scores.oneStep()), numbers(scores.horizon()));
  }

  private static Numbers numbers(Score score) {
    return new Numbers(finite(score.rmse()), finite(score.mae()), score.points());
  }

  /// JSON has no NaN.
  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
