package rnn4j.data;

import java.util.ArrayList;
import java.util.List;
import rnn4j.tensor.Tensor;

/// Windows over a long series, and the rows that follow each of them.
///
/// ```java
/// var windows = new SeriesWindows(series, 24, 6, 1); // sees 24 rows, 6 to be forecast
/// Batches<SeriesWindow> batches = windows.shuffled(32, new Shuffle(0));
/// ```
///
/// @param series (rows, features)
/// @param window rows that are seen
/// @param horizon rows that follow
/// @param stride rows from one window to the next
public record SeriesWindows(Tensor series, int window, int horizon, int stride) {

  /// Checks that there is a window.
  ///
  /// @throws IllegalArgumentException if the series is too short or a number is not positive
  public SeriesWindows {
    if (window < 1 || horizon < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "SeriesWindows: window is %d, horizon %d and stride %d, expected at least 1"
              .formatted(window, horizon, stride));
    }
    if (series.dim() != 2 || series.size(0) < window + horizon) {
      throw new IllegalArgumentException(
          "SeriesWindows: series has shape %s, expected (rows, features) with at least %d rows"
              .formatted(series.shape(), window + horizon));
    }
  }

  /// Returns how many windows there are.
  public int count() {
    return (series.size(0) - window - horizon) / stride + 1;
  }

  /// Returns batches in random order.
  public Batches<SeriesWindow> shuffled(int batchSize, Shuffle shuffle) {
    return ExampleBatches.shuffled(count(), batchSize, shuffle, fingerprint(), this::batch);
  }

  /// Returns batches in the order of the series.
  public Batches<SeriesWindow> inOrder(int batchSize) {
    return ExampleBatches.inOrder(count(), batchSize, fingerprint(), this::batch);
  }

  private SeriesWindow batch(int[] numbers) {
    List<Tensor> inputs = new ArrayList<>();
    List<Tensor> targets = new ArrayList<>();
    for (int number : numbers) {
      int from = number * stride;
      inputs.add(series.slice(0, from, from + window));
      targets.add(series.slice(0, from + window, from + window + horizon));
    }
    return new SeriesWindow(Tensor.stack(1, inputs), Tensor.stack(1, targets));
  }

  private String fingerprint() {
    return "series %s, hash %d, window %d, horizon %d, stride %d"
        .formatted(
            series.shape(),
            java.util.Arrays.hashCode(series.toDoubleArray()),
            window,
            horizon,
            stride);
  }
}
