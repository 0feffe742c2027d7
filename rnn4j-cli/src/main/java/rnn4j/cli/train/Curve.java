package rnn4j.cli.train;

import java.util.ArrayList;
import java.util.List;

/// The points of a curve. Where there are more than a picture can show, means of neighbours.
final class Curve {
  static final int MOST_POINTS = 2048; // even

  private final List<double[]> points = new ArrayList<>();
  private int together = 1; // values in a point
  private double steps; // sums of those that are not in a point yet
  private double values;
  private int count;

  void add(double step, double value) {
    steps += step;
    values += value;
    count++;
    if (count == together) {
      points.add(new double[] {steps / count, values / count});
      steps = 0;
      values = 0;
      count = 0;
    }
    if (points.size() == MOST_POINTS) {
      halve();
      together *= 2;
    }
  }

  private void halve() {
    for (int i = 0; i < points.size() / 2; i++) {
      double[] a = points.get(2 * i);
      double[] b = points.get(2 * i + 1);
      points.set(i, new double[] {(a[0] + b[0]) / 2, (a[1] + b[1]) / 2});
    }
    points.subList(points.size() / 2, points.size()).clear();
  }

  /// Returns the points, `{step, value}` each.
  List<double[]> points() {
    List<double[]> all = new ArrayList<>(points);
    if (count > 0) {
      all.add(new double[] {steps / count, values / count});
    }
    return all;
  }
}
