package rnn4j.nn;

import java.util.Locale;
import rnn4j.tensor.Tensor;

/// What smaller weights do to the output of a layer, on some input of one's own.
///
/// @param largest the largest difference of an element
/// @param rms the root of the mean square of all differences
/// @param relative `rms` by the root of the mean square of the output itself
public record StorageError(double largest, double rms, double relative) {

  /// Compares two outputs of one shape.
  static StorageError of(Tensor exact, Tensor rounded) {
    double[] expected = exact.toDoubleArray();
    double[] found = rounded.toDoubleArray();
    double largest = 0;
    double squares = 0;
    double size = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs(found[i] - expected[i]);
      largest = Math.max(largest, difference);
      squares += difference * difference;
      size += expected[i] * expected[i];
    }
    double count = Math.max(1, expected.length);
    return new StorageError(
        largest, Math.sqrt(squares / count), size == 0 ? 0 : Math.sqrt(squares / size));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "largest difference %.2g, root mean square %.2g, which is %.2g of the output's",
        largest,
        rms,
        relative);
  }
}
