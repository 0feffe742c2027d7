package rnn4j.cli.series;

import java.util.List;

/// A series without holes: the values of the target, which of them were observed, and any further
/// inputs at the same times.
public final class TimeSeries {
  private final String source;
  private final String column;
  private final TimeAxis axis;
  private final double[] values;
  private final boolean[] observed;
  private final List<String> inputNames;
  private final double[][] inputs;
  private final List<String> notes;

  /// @param source the name of the file or of the bundled data set
  /// @param column the name of the target
  /// @param target NaN where it is missing; the first and the last value are present
  /// @param inputs `(inputs, length)`, NaN where they are missing
  /// @param notes what was done to the rows of the file to get here, in sentences for the user
  TimeSeries(
      String source,
      String column,
      TimeAxis axis,
      double[] target,
      List<String> inputNames,
      double[][] inputs,
      List<String> notes) {
    this.source = source;
    this.column = column;
    this.axis = axis;
    this.values = GapFilling.line(target);
    this.observed = new boolean[target.length];
    for (int i = 0; i < target.length; i++) {
      observed[i] = !Double.isNaN(target[i]);
    }
    this.inputNames = List.copyOf(inputNames);
    this.inputs = new double[inputs.length][];
    for (int k = 0; k < inputs.length; k++) {
      this.inputs[k] = GapFilling.hold(inputs[k]);
    }
    this.notes = List.copyOf(notes);
  }

  /// Returns a series of values in rows without dates, NaN where one is missing.
  public static TimeSeries of(String column, double... target) {
    return new TimeSeries(
        "values", column, new TimeAxis.Rows(), target, List.of(), new double[0][], List.of());
  }

  /// Returns the name of the file or of the bundled data set.
  public String source() {
    return source;
  }

  /// Returns the name of the target.
  public String column() {
    return column;
  }

  /// Returns when the rows were.
  public TimeAxis axis() {
    return axis;
  }

  /// Returns how many rows there are.
  public int length() {
    return values.length;
  }

  /// Returns the target at a row, filled in if it is not [#observed(int)].
  public double value(int row) {
    return values[row];
  }

  /// Returns the target from one row to before another.
  public double[] values(int from, int to) {
    return java.util.Arrays.copyOfRange(values, from, to);
  }

  /// Returns whether the file has the target at a row.
  public boolean observed(int row) {
    return observed[row];
  }

  /// Returns how many values of the target are in the file.
  public int observedCount() {
    int count = 0;
    for (boolean present : observed) {
      count += present ? 1 : 0;
    }
    return count;
  }

  /// Returns the names of the further inputs.
  public List<String> inputNames() {
    return inputNames;
  }

  /// Returns a further input at a row.
  public double input(int input, int row) {
    return inputs[input][row];
  }

  /// Returns what was done to the rows of the file, in sentences for the user.
  public List<String> notes() {
    return notes;
  }
}
