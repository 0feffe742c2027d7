package rnn4j.cli.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/// One chart of a picture: lines over a common x axis, with a legend above.
///
/// @param title what it shows
/// @param xLabel what x counts
/// @param yLabel what y measures
/// @param from left end of the x axis
/// @param to right end of the x axis
/// @param xTicks marks of the x axis
/// @param content drawn in this order
public record Panel(
    String title,
    String xLabel,
    String yLabel,
    double from,
    double to,
    Ticks xTicks,
    List<Series> content) {

  private static final Color FRAME = new Color(0x555555);
  private static final Color GRID = new Color(0xE3E3E3);
  private static final Color TEXT = new Color(0x222222);
  private static final StrokeText SMALL = new StrokeText(12);
  private static final StrokeText LARGE = new StrokeText(14);
  private static final int LEFT = 110;
  private static final int RIGHT = 30;
  private static final int ABOVE = 62;
  private static final int BELOW = 62;
  private static final int Y_TICKS = 7;

  public Panel {
    content = List.copyOf(content);
  }

  /// Draws the panel into a part of a picture.
  void draw(Graphics2D g, Rectangle2D place) {
    double[] y = yRange();
    var frame =
        new Rectangle2D.Double(
            place.getX() + LEFT,
            place.getY() + ABOVE,
            place.getWidth() - LEFT - RIGHT,
            place.getHeight() - ABOVE - BELOW);
    var scale = new Scale(frame, from, to, y[0], y[1]);
    Ticks yTicks = Ticks.numbers(y[0], y[1], Y_TICKS);
    Shape clip = g.getClip();
    g.clip(frame);
    content.stream().filter(Series.Stretch.class::isInstance).forEach(s -> draw(g, scale, s));
    drawGrid(g, scale, yTicks);
    content.stream().filter(s -> !(s instanceof Series.Stretch)).forEach(s -> draw(g, scale, s));
    g.setClip(clip);
    drawFrame(g, scale, yTicks);
    drawLegend(g, frame);
  }

  /// From data to pixels.
  private record Scale(Rectangle2D frame, double from, double to, double low, double high) {
    double x(double value) {
      return frame.getX() + (value - from) / (to - from) * frame.getWidth();
    }

    double y(double value) {
      return frame.getMaxY() - (value - low) / (high - low) * frame.getHeight();
    }
  }

  /// A little more than all that is drawn, and never nothing.
  private double[] yRange() {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Series series : content) {
      List<List<Series.Point>> lists =
          switch (series) {
            case Series.Line line -> List.of(line.points());
            case Series.Band band -> List.of(band.low(), band.high());
            case Series.Stretch stretch -> List.of();
          };
      for (List<Series.Point> points : lists) {
        for (Series.Point point : points) {
          if (point.x() >= from && point.x() <= to && !Double.isNaN(point.y())) {
            low = Math.min(low, point.y());
            high = Math.max(high, point.y());
          }
        }
      }
    }
    if (low > high) {
      return new double[] {0, 1};
    }
    double margin = high > low ? 0.05 * (high - low) : Math.max(1, 0.1 * Math.abs(high));
    return new double[] {low - margin, high + margin};
  }

  private void drawGrid(Graphics2D g, Scale scale, Ticks yTicks) {
    g.setColor(GRID);
    g.setStroke(new BasicStroke(1));
    for (double at : xTicks.places()) {
      double x = scale.x(at);
      g.draw(new Line2D.Double(x, scale.frame.getY(), x, scale.frame.getMaxY()));
    }
    for (double at : yTicks.places()) {
      double y = scale.y(at);
      g.draw(new Line2D.Double(scale.frame.getX(), y, scale.frame.getMaxX(), y));
    }
  }

  private void draw(Graphics2D g, Scale scale, Series series) {
    g.setColor(series.color());
    switch (series) {
      case Series.Line line -> drawLine(g, scale, line);
      case Series.Band band -> drawBand(g, scale, band);
      case Series.Stretch stretch -> {
        double x = scale.x(stretch.from());
        g.fill(
            new Rectangle2D.Double(
                x, scale.frame.getY(), scale.x(stretch.to()) - x, scale.frame.getHeight()));
      }
    }
  }

  private static void drawLine(Graphics2D g, Scale scale, Series.Line line) {
    Path2D path = new Path2D.Double();
    boolean pen = false;
    double dot = line.width() * 2.4;
    for (int i = 0; i < line.points().size(); i++) {
      Series.Point point = line.points().get(i);
      if (Double.isNaN(point.y())) {
        pen = false;
        continue;
      }
      double x = scale.x(point.x());
      double y = scale.y(point.y());
      boolean alone =
          !pen && (i + 1 == line.points().size() || Double.isNaN(line.points().get(i + 1).y()));
      if (line.dots() || alone) {
        g.fill(new Ellipse2D.Double(x - dot / 2, y - dot / 2, dot, dot));
      }
      if (pen) {
        path.lineTo(x, y);
      } else {
        path.moveTo(x, y);
      }
      pen = true;
    }
    g.setStroke(
        new BasicStroke((float) line.width(), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(path);
  }

  private static void drawBand(Graphics2D g, Scale scale, Series.Band band) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < band.high().size(); i++) {
      Series.Point point = band.high().get(i);
      if (i == 0) {
        path.moveTo(scale.x(point.x()), scale.y(point.y()));
      } else {
        path.lineTo(scale.x(point.x()), scale.y(point.y()));
      }
    }
    for (Series.Point point : band.low().reversed()) {
      path.lineTo(scale.x(point.x()), scale.y(point.y()));
    }
    path.closePath();
    g.fill(path);
  }

  private void drawFrame(Graphics2D g, Scale scale, Ticks yTicks) {
    Rectangle2D frame = scale.frame;
    g.setColor(FRAME);
    g.setStroke(new BasicStroke(1.2f));
    g.draw(frame);
    for (double at : xTicks.places()) {
      double x = scale.x(at);
      g.draw(new Line2D.Double(x, frame.getMaxY(), x, frame.getMaxY() + 5));
    }
    for (double at : yTicks.places()) {
      double y = scale.y(at);
      g.draw(new Line2D.Double(frame.getX() - 5, y, frame.getX(), y));
    }
    g.setColor(TEXT);
    for (int i = 0; i < xTicks.places().size(); i++) {
      SMALL.drawCentred(
          g, xTicks.labels().get(i), scale.x(xTicks.places().get(i)), frame.getMaxY() + 24);
    }
    for (int i = 0; i < yTicks.places().size(); i++) {
      SMALL.drawRight(
          g, yTicks.labels().get(i), frame.getX() - 10, scale.y(yTicks.places().get(i)) + 6);
    }
    LARGE.drawCentred(g, xLabel, frame.getCenterX(), frame.getMaxY() + 50);
    var turned = (Graphics2D) g.create();
    turned.rotate(-Math.PI / 2, frame.getX() - LEFT + 30, frame.getCenterY());
    LARGE.drawCentred(turned, yLabel, frame.getX() - LEFT + 30, frame.getCenterY());
    turned.dispose();
  }

  private void drawLegend(Graphics2D g, Rectangle2D frame) {
    g.setColor(TEXT);
    LARGE.draw(g, title, frame.getX(), frame.getY() - 36);
    double x = frame.getX();
    double y = frame.getY() - 12;
    for (Series series : content) {
      if (!series.name().isEmpty()) {
        g.setColor(series.color());
        if (series instanceof Series.Line line) {
          g.setStroke(new BasicStroke((float) Math.max(2.5, line.width())));
          g.draw(new Line2D.Double(x, y - 5, x + 26, y - 5));
        } else {
          g.fill(new Rectangle2D.Double(x, y - 12, 26, 14));
        }
        g.setColor(TEXT);
        SMALL.draw(g, series.name(), x + 34, y);
        x += 34 + SMALL.width(series.name()) + 30;
      }
    }
  }
}
