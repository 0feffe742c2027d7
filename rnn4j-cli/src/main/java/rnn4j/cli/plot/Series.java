package rnn4j.cli.plot;

import java.awt.Color;
import java.util.List;

/// Something drawn in a panel.
public sealed interface Series {
  /// What the legend calls it; empty if it is not in the legend.
  String name();

  Color color();

  /// Points joined by a line, which is broken where y is NaN.
  ///
  /// @param dots whether each point is a dot, too
  record Line(String name, Color color, double width, boolean dots, List<Point> points)
      implements Series {
    public Line {
      points = List.copyOf(points);
    }
  }

  /// What lies between two lines.
  record Band(String name, Color color, List<Point> low, List<Point> high) implements Series {
    public Band {
      low = List.copyOf(low);
      high = List.copyOf(high);
    }
  }

  /// A range of x, over the whole height.
  record Stretch(String name, Color color, double from, double to) implements Series {}

  /// A point in the units of the axes.
  record Point(double x, double y) {}
}
