package rnn4j.cli.forecast;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import rnn4j.cli.plot.Panel;
import rnn4j.cli.plot.Picture;
import rnn4j.cli.plot.Series;
import rnn4j.cli.plot.Series.Point;
import rnn4j.cli.series.TimeSeries;

/// The picture of a forecast: above the whole series with its parts and the future, below the test
/// part with what was forecast there.
final class ForecastPlot {
  private static final Color VALUES = new Color(0x3A3A3A);
  private static final Color ONE_STEP = new Color(0x1F77B4);
  private static final Color WHOLE = new Color(0xE8710A);
  private static final Color FUTURE = new Color(0xC2185B);
  private static final Color RANGE = new Color(0xF6D0DF);
  private static final Color VALIDATION = new Color(0xF3F1E7);
  private static final Color TEST = new Color(0xE9EFF6);

  /// Below so many points each is a dot.
  private static final int DOTS = 150;

  private final Outcome outcome;
  private final TimeSeries series;
  private final int end;
  private final int last;

  private ForecastPlot(Outcome outcome) {
    this.outcome = outcome;
    series = outcome.series();
    end = series.length();
    last = end - 1 + outcome.horizon();
  }

  /// Returns the picture as a PNG file.
  static byte[] png(Outcome outcome) {
    return new ForecastPlot(outcome).picture().png();
  }

  private Picture picture() {
    String title = "%s: %s, forecast by an LSTM".formatted(series.source(), series.column());
    String subtitle =
        "one step ahead %s;  %d steps %s"
            .formatted(errors(Scores::oneStep), outcome.horizon(), errors(Scores::horizon));
    return new Picture(title, subtitle, List.of(overview(), detail()));
  }

  private String errors(java.util.function.Function<Scores, Score> kind) {
    return "RMSE %s (last value %s, season ago %s)"
        .formatted(
            ErrorTable.number(kind.apply(outcome.model().scores()).rmse()),
            ErrorTable.number(kind.apply(outcome.lastValue().scores()).rmse()),
            ErrorTable.number(kind.apply(outcome.seasonAgo().scores()).rmse()));
  }

  private Panel overview() {
    int validation = outcome.plan().split().validationStart();
    int test = outcome.plan().split().testStart();
    return panel(
        "The series and what comes next",
        0,
        List.of(
            new Series.Stretch("validation", VALIDATION, validation - 0.5, test - 0.5),
            new Series.Stretch("test", TEST, test - 0.5, end - 0.5),
            new Series.Band("80 % range", RANGE, range(false), range(true)),
            values(0),
            future()));
  }

  private Panel detail() {
    int test = outcome.plan().split().testStart();
    int from = Math.max(0, test - outcome.plan().split().testRows() / 4);
    List<Series> content = new ArrayList<>();
    content.add(new Series.Stretch("", TEST, test - 0.5, end - 0.5));
    content.add(new Series.Band("80 % range", RANGE, range(false), range(true)));
    content.add(values(from));
    content.addAll(wholeHorizons());
    content.add(oneStep());
    content.add(future());
    return panel("The test part, never seen in training", from, content);
  }

  private Panel panel(String title, int from, List<Series> content) {
    return new Panel(
        title,
        series.axis().time(0).isPresent() ? "date" : "row",
        series.column(),
        from - 0.5,
        last + 0.5,
        TimeTicks.of(series.axis(), from, last),
        content);
  }

  private Series values(int from) {
    List<Point> points =
        IntStream.range(from, end)
            .mapToObj(row -> new Point(row, series.observed(row) ? series.value(row) : Double.NaN))
            .toList();
    return new Series.Line("observed", VALUES, 1.4, points.size() <= DOTS, points);
  }

  private Series oneStep() {
    double[] forecasts = new double[end];
    java.util.Arrays.fill(forecasts, Double.NaN);
    for (int i = 0; i < outcome.model().test().size(); i++) {
      forecasts[outcome.test().rows()[i] + 1] = outcome.model().test().get(i).getFirst();
    }
    List<Point> points =
        IntStream.range(outcome.plan().split().testStart(), end)
            .mapToObj(row -> new Point(row, forecasts[row]))
            .toList();
    return new Series.Line("forecast one step ahead", ONE_STEP, 1.6, false, points);
  }

  /// One horizon after the other, each forecast from the row before it.
  private List<Series> wholeHorizons() {
    List<Series> lines = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < outcome.model().test().size(); i++) {
      int origin = outcome.test().rows()[i];
      if (origin >= next && origin + outcome.horizon() < end) {
        String name = lines.isEmpty() ? "forecast %d steps ahead".formatted(outcome.horizon()) : "";
        lines.add(
            new Series.Line(
                name, WHOLE, 1.8, false, points(origin, outcome.model().test().get(i))));
        next = origin + outcome.horizon();
      }
    }
    return lines;
  }

  private Series future() {
    return new Series.Line("future", FUTURE, 2.2, false, points(end - 1, outcome.model().future()));
  }

  private List<Point> points(int origin, List<Double> forecasts) {
    List<Point> points = new ArrayList<>(List.of(new Point(origin, series.value(origin))));
    for (int h = 1; h <= forecasts.size(); h++) {
      points.add(new Point(origin + h, forecasts.get(h - 1)));
    }
    return points;
  }

  private List<Point> range(boolean upper) {
    List<Point> points = new ArrayList<>(List.of(new Point(end - 1, series.value(end - 1))));
    for (int h = 1; h <= outcome.horizon(); h++) {
      points.add(new Point(end - 1 + h, upper ? outcome.high(h) : outcome.low(h)));
    }
    return points;
  }
}
