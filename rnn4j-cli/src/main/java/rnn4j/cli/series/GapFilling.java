package rnn4j.cli.series;

/// Puts values where a series has none (NaN), and does it so that no forecast profits.
///
/// A gap of the target is bridged by a straight line. The line knows its far end, so a filled value
/// is never scored and no forecast starts from one: whatever is forecast from an observed value,
/// the gaps before it were bridged from values that lie before it, too. A gap of another input
/// keeps the last value before it, as nothing later can be known when a forecast starts inside.
public final class GapFilling {
  private GapFilling() {}

  /// Bridges inner gaps by straight lines; the first and the last value must be present.
  public static double[] line(double[] values) {
    double[] filled = values.clone();
    int last = 0;
    for (int i = 1; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        for (int gap = last + 1; gap < i; gap++) {
          double part = (double) (gap - last) / (i - last);
          filled[gap] = values[last] + part * (values[i] - values[last]);
        }
        last = i;
      }
    }
    return filled;
  }

  /// Fills every gap with the last value before it, one at the start with the first value.
  public static double[] hold(double[] values) {
    double[] filled = values.clone();
    double last = Double.NaN;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        last = value;
        break;
      }
    }
    for (int i = 0; i < filled.length; i++) {
      if (Double.isNaN(filled[i])) {
        filled[i] = last;
      }
      last = filled[i];
    }
    return filled;
  }
}
