package rnn4j.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What was measured on data that are not trained on.
///
/// @param loss mean over all targets
/// @param metrics further numbers by name, such as `accuracy`; in order
/// @param confusion where classes are told apart
public record Evaluation(
    double loss, Map<String, Double> metrics, Optional<ConfusionMatrix> confusion) {
  /// The name of the loss among the numbers.
  public static final String LOSS = "loss";

  /// Keeps a copy of the map.
  public Evaluation {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /// Returns a loss without further numbers.
  public static Evaluation of(double loss) {
    return new Evaluation(loss, Map.of(), Optional.empty());
  }

  /// Returns this with another number.
  public Evaluation with(String name, double value) {
    var all = new LinkedHashMap<>(metrics);
    all.put(name, value);
    return new Evaluation(loss, all, confusion);
  }

  /// Returns this with a confusion matrix, and its accuracy and mean F1 among the numbers.
  public Evaluation with(ConfusionMatrix matrix) {
    var all = new LinkedHashMap<>(metrics);
    all.put("accuracy", matrix.accuracy());
    all.put("f1", matrix.macroF1());
    return new Evaluation(loss, all, Optional.of(matrix));
  }

  /// Returns this with a confusion matrix of words and the scores of their spans: accuracy word by
  /// word; precision, recall and F1 span by span.
  public Evaluation with(ConfusionMatrix words, SpanScores spans) {
    var all = new LinkedHashMap<>(metrics);
    all.put("accuracy", words.accuracy());
    all.put("span_precision", spans.precision());
    all.put("span_recall", spans.recall());
    all.put("span_f1", spans.f1());
    return new Evaluation(loss, all, Optional.of(words));
  }

  /// Returns a number by name; the loss is one of them.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  public double value(String name) {
    Double value = name.equals(LOSS) ? Double.valueOf(loss) : metrics.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "Evaluation: no number \"%s\", expected loss or one of %s"
              .formatted(name, metrics.keySet()));
    }
    return value;
  }
}
