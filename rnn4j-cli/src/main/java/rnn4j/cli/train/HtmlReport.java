package rnn4j.cli.train;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import rnn4j.train.ConfusionMatrix;
import rnn4j.train.Evaluation;

/// A page that says how a training went. Nothing in it is loaded from elsewhere.
///
/// @param facts about data and model, by name
/// @param settings the options
/// @param measured what the result was measured on, and what the loss is
/// @param result the last word on the model, if something was measured
record HtmlReport(
    String title,
    Map<String, String> facts,
    Map<String, String> settings,
    MetricsLog log,
    String measured,
    Optional<Evaluation> result) {
  private static final int MOST_LABELS = 50;
  private static final String STYLE =
      """
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 60em; padding: 0 1em; color: #222; background: #fff; }
      h1 { font-size: 1.5em; } h2 { font-size: 1.15em; margin-top: 2em; }
      table { border-collapse: collapse; } td, th { padding: .2em .8em .2em 0; text-align: left; }
      td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; padding: .2em .5em; }
      svg { max-width: 100%; height: auto; } .axis { stroke: #ccc; } text { font-size: 12px; fill: #555; }
      """;

  String text() {
    var page = new StringBuilder();
    page.append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>");
    page.append(escape(title)).append("</title>\n<style>\n").append(STYLE).append("</style>\n");
    page.append("<h1>").append(escape(title)).append("</h1>\n");
    table(page, facts);
    result.ifPresent(evaluation -> {
      page.append("<h2>The kept model, measured</h2>\n<p>On ").append(escape(measured));
      page.append("</p>\n<table>\n");
      row(page, "loss", number(evaluation.loss()));
      evaluation.metrics().forEach((name, value) -> row(page, name, number(value)));
      page.append("</table>\n");
    });
    page.append("<h2>Loss by step</h2>\n");
    page.append(
        new LineChart(
                List.of(
                    new LineChart.Line("training", "#4477aa", log.curve("training_loss")),
                    new LineChart.Line("validation", "#ee6677", log.curve("validation_loss"))))
            .svg());
    result.ifPresent(evaluation ->
        evaluation
            .metrics()
            .keySet()
            .forEach(name -> {
              page.append("<h2>").append(escape(name)).append(" by step</h2>\n");
              page.append(
                  new LineChart(List.of(new LineChart.Line(name, "#228833", log.curve(name))))
                      .svg());
            }));
    result
        .flatMap(Evaluation::confusion)
        .ifPresent(matrix -> {
          page.append(
              "<h2>Confusion matrix</h2>\n<p>Rows are what was, columns what was said.</p>\n");
          confusion(page, matrix, mostFrequent(matrix));
        });
    page.append("<h2>Options</h2>\n");
    table(page, settings);
    return page.append("</html>\n").toString();
  }

  private static void table(StringBuilder page, Map<String, String> rows) {
    page.append("<table>\n");
    rows.forEach((name, value) -> row(page, name, value));
    page.append("</table>\n");
  }

  private static void row(StringBuilder page, String name, String value) {
    if (value.isEmpty()) {
      return; // an option that was not given and has no default
    }
    page.append("<tr><th>").append(escape(name)).append("</th><td>");
    page.append(escape(value)).append("</td></tr>\n");
  }

  /// Returns the labels that a page has room for, in their order.
  private static int[] mostFrequent(ConfusionMatrix matrix) {
    return IntStream.range(0, matrix.labels().size())
        .boxed()
        .sorted(Comparator.comparingLong(label -> -total(matrix, label)))
        .limit(MOST_LABELS)
        .mapToInt(label -> label)
        .sorted()
        .toArray();
  }

  private static long total(ConfusionMatrix matrix, int actual) {
    return IntStream.range(0, matrix.labels().size())
        .mapToLong(said -> matrix.count(actual, said))
        .sum();
  }

  private static void confusion(StringBuilder page, ConfusionMatrix matrix, int[] shown) {
    if (shown.length < matrix.labels().size()) {
      page.append(
          "<p>Only the %d most frequent of %d are shown.</p>%n"
              .formatted(shown.length, matrix.labels().size()));
    }
    page.append("<table>\n<tr><th></th>");
    for (int label : shown) {
      page.append("<th class=n>").append(escape(matrix.labels().get(label))).append("</th>");
    }
    page.append("<th class=n>recall</th></tr>\n");
    for (int actual : shown) {
      long total = total(matrix, actual);
      page.append("<tr><th>").append(escape(matrix.labels().get(actual))).append("</th>");
      for (int said : shown) {
        long count = matrix.count(actual, said);
        double share = total == 0 ? 0 : (double) count / total;
        page.append(
            String.format(
                Locale.ROOT,
                "<td class=n style=\"background:rgba(%s,%.3f)\">%d</td>",
                actual == said ? "68,119,170" : "238,102,119",
                0.8 * share,
                count));
      }
      page.append(
          String.format(Locale.ROOT, "<td class=n>%.3f</td></tr>%n", matrix.recall(actual)));
    }
    page.append("</table>\n");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
