package rnn4j.cli.forecast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// The table of errors on the test part, and in words who won.
final class ErrorTable {
  private ErrorTable() {}

  private record Row(String name, Scores scores) {}

  /// Returns the lines of the table.
  static List<String> lines(Outcome outcome) {
    Row model = new Row("model", outcome.model().scores());
    Row last = new Row("last value", outcome.lastValue().scores());
    Row season = new Row(seasonName(outcome.plan()), outcome.seasonAgo().scores());
    int width = Math.max(16, season.name.length());
    String pad = " ".repeat(width);
    List<String> lines = new ArrayList<>();
    Collections.addAll(
        lines,
        "Errors on the test part (%s)".formatted(points(model.scores)),
        "  %s  %25s  %25s".formatted(pad, "one step ahead", horizon(outcome) + " together"),
        "  %s  %12s %12s  %12s %12s".formatted(pad, "RMSE", "MAE", "RMSE", "MAE"),
        line(model, width),
        line(last, width),
        line(season, width));
    verdicts(outcome).forEach((where, verdict) -> lines.add(where + ": " + verdict));
    return lines;
  }

  /// Returns who won, by where.
  static Map<String, String> verdicts(Outcome outcome) {
    Row model = new Row("model", outcome.model().scores());
    List<Row> baselines =
        List.of(
            new Row("last value", outcome.lastValue().scores()),
            new Row(seasonName(outcome.plan()), outcome.seasonAgo().scores()));
    Map<String, String> verdicts = new LinkedHashMap<>();
    verdicts.put("One step ahead", verdict(model, baselines, Scores::oneStep));
    verdicts.put("Over " + horizon(outcome), verdict(model, baselines, Scores::horizon));
    return verdicts;
  }

  private static String horizon(Outcome outcome) {
    return outcome.horizon() == 1 ? "1 step" : outcome.horizon() + " steps";
  }

  private static String points(Scores scores) {
    return "%d values one step ahead, %d over the horizon"
        .formatted(scores.oneStep().points(), scores.horizon().points());
  }

  /// Returns what the second baseline is for this series.
  static String seasonName(Plan plan) {
    String name =
        plan.season().exists()
            ? "value %d rows ago".formatted(plan.season().length())
            : "no season: last";
    return plan.trend().present() ? name + " + trend" : name;
  }

  private static String line(Row row, int width) {
    Score one = row.scores.oneStep();
    Score whole = row.scores.horizon();
    return "  %-"
        .concat(width + "s  %12s %12s  %12s %12s")
        .formatted(
            row.name,
            number(one.rmse()),
            number(one.mae()),
            number(whole.rmse()),
            number(whole.mae()));
  }

  /// Says by how much the model is better or worse than the better baseline, by RMSE.
  private static String verdict(Row model, List<Row> baselines, Function<Scores, Score> kind) {
    Row rival = baselines.getFirst();
    for (Row baseline : baselines) {
      if (kind.apply(baseline.scores).rmse() < kind.apply(rival.scores).rmse()) {
        rival = baseline;
      }
    }
    double mine = kind.apply(model.scores).rmse();
    double theirs = kind.apply(rival.scores).rmse();
    if (Double.isNaN(mine) || Double.isNaN(theirs)) {
      return "nothing to compare, the test part has too few values in a row.";
    }
    if (mine == theirs) {
      return "the model and \"" + rival.name + "\" are equally good.";
    }
    return mine < theirs
        ? "the model beats both baselines, its RMSE is %s below that of \"%s\"."
            .formatted(percent(1 - mine / theirs), rival.name)
        : "a baseline wins, the RMSE of \"%s\" is %s below the model's."
            .formatted(rival.name, percent(1 - theirs / mine));
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * part);
  }

  /// Writes a number with four significant digits.
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    if (value == 0) {
      return "0";
    }
    int digits = 3 - (int) Math.floor(Math.log10(Math.abs(value)));
    return digits > 9 || digits < -6
        ? String.format(Locale.ROOT, "%.3e", value)
        : String.format(Locale.ROOT, "%." + Math.max(0, digits) + "f", value);
  }
}
