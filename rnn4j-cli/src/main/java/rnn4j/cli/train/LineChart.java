package rnn4j.cli.train;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Curves over steps, as SVG.
///
/// @param lines those without points are left out
record LineChart(List<Line> lines) {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 280;
  private static final int LEFT = 64;
  private static final int BOTTOM = 28;
  private static final int MARGIN = 12;
  private static final int TICKS = 4;

  /// A curve.
  ///
  /// @param color as CSS has it
  /// @param points `{step, value}` each, in order
  record Line(String name, String color, List<double[]> points) {}

  String svg() {
    List<Line> drawn = lines.stream().filter(line -> !line.points().isEmpty()).toList();
    if (drawn.isEmpty()) {
      return "<p>nothing was measured</p>\n";
    }
    var x = Range.of(drawn, 0);
    var y = Range.of(drawn, 1);
    var svg = new StringBuilder();
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\">%n".formatted(WIDTH, HEIGHT, WIDTH));
    for (int i = 0; i <= TICKS; i++) {
      axes(svg, x, y, i);
    }
    for (int l = 0; l < drawn.size(); l++) {
      curve(svg, x, y, l, drawn.get(l));
    }
    return svg.append("</svg>\n").toString();
  }

  private static void axes(StringBuilder svg, Range x, Range y, int tick) {
    double value = y.low + tick * (y.high - y.low) / TICKS;
    double step = x.low + tick * (x.high - x.low) / TICKS;
    double at = vertical(y, value);
    svg.append(
        String.format(
            Locale.ROOT,
            """
            <line class="axis" x1="%d" x2="%d" y1="%.1f" y2="%.1f"/>
            <text x="%d" y="%.1f" text-anchor="end">%.4g</text>
            <text x="%.1f" y="%d" text-anchor="%s">%.0f</text>
            """,
            LEFT,
            WIDTH,
            at,
            at,
            LEFT - 8,
            at + 4,
            value,
            horizontal(x, step),
            HEIGHT - 8,
            tick == 0 ? "start" : tick == TICKS ? "end" : "middle",
            step));
  }

  private static void curve(StringBuilder svg, Range x, Range y, int number, Line line) {
    String points =
        line.points().stream()
            .map(p ->
                String.format(Locale.ROOT, "%.1f,%.1f", horizontal(x, p[0]), vertical(y, p[1])))
            .collect(Collectors.joining(" "));
    svg.append(
        String.format(
            Locale.ROOT,
            """
            <polyline fill="none" stroke="%s" stroke-width="2" points="%s"/>
            <text x="%d" y="%d" text-anchor="end" style="fill:%s">%s</text>
            """,
            line.color(),
            points,
            WIDTH - 8,
            MARGIN + 14 + 16 * number,
            line.color(),
            HtmlReport.escape(line.name())));
  }

  private static double horizontal(Range x, double value) {
    return LEFT + (value - x.low) / (x.high - x.low) * (WIDTH - LEFT - MARGIN);
  }

  private static double vertical(Range y, double value) {
    return MARGIN + (y.high - value) / (y.high - y.low) * (HEIGHT - BOTTOM - MARGIN);
  }

  private record Range(double low, double high) {
    static Range of(List<Line> lines, int dim) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (Line line : lines) {
        for (double[] point : line.points()) {
          low = Math.min(low, point[dim]);
          high = Math.max(high, point[dim]);
        }
      }
      return high > low ? new Range(low, high) : new Range(low - 0.5, low + 0.5);
    }
  }
}
