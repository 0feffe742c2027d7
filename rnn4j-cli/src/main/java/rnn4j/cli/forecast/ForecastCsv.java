package rnn4j.cli.forecast;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import rnn4j.cli.series.Split;
import rnn4j.cli.series.TimeSeries;

/// The table of a forecast: every row of the series, with what was forecast for it one step ahead
/// if it is in the test part, then the rows of the future.
final class ForecastCsv {
  /// What single precision can tell.
  private static final MathContext DIGITS = new MathContext(7);

  private ForecastCsv() {}

  static String text(Outcome outcome) {
    TimeSeries series = outcome.series();
    Split split = outcome.plan().split();
    var text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(
          series.axis().time(0).isPresent() ? "date" : "row",
          "part",
          "value",
          "filled",
          "forecast",
          "last_value",
          "season_ago",
          "low_80",
          "high_80");
      int at = 0;
      for (int row = 0; row < series.length(); row++) {
        int[] origins = outcome.test().rows();
        boolean scored = at < origins.length && origins[at] == row - 1;
        csv.writeRecord(
            series.axis().label(row),
            part(split, row),
            Double.toString(series.value(row)),
            series.observed(row) ? "0" : "1",
            scored ? number(outcome.model().test().get(at).getFirst()) : "",
            scored ? number(outcome.lastValue().test().get(at).getFirst()) : "",
            scored ? number(outcome.seasonAgo().test().get(at).getFirst()) : "",
            "",
            "");
        at += scored ? 1 : 0;
      }
      for (int h = 1; h <= outcome.horizon(); h++) {
        csv.writeRecord(
            series.axis().label(series.length() - 1 + h),
            "future",
            "",
            "",
            number(outcome.model().future().get(h - 1)),
            number(outcome.lastValue().future().get(h - 1)),
            number(outcome.seasonAgo().future().get(h - 1)),
            number(outcome.low(h)),
            number(outcome.high(h)));
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return text.toString();
  }

  private static String part(Split split, int row) {
    if (row < split.validationStart()) {
      return "training";
    }
    return row < split.testStart() ? "validation" : "test";
  }

  static String number(double value) {
    return Double.isFinite(value)
        ? Double.toString(new BigDecimal(value).round(DIGITS).doubleValue())
        : "";
  }
}
