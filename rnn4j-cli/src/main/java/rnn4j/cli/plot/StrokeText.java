package rnn4j.cli.plot;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.text.Normalizer;
import java.util.regex.Pattern;

/// Writes text with strokes instead of a font. The fonts of Java need a library of the system that
/// lean machines do not have, and look different on each.
///
/// @param size height of a capital in pixels
record StrokeText(double size) {
  private static final double CAPITAL = 9;
  private static final double SPACING = 0.9;
  private static final double PEN = 1.05;
  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

  /// Returns how wide a text will be, in pixels.
  double width(String text) {
    double width = plain(text).mapToDouble(c -> Glyphs.of(c).width() + SPACING).sum();
    return Math.max(0, width - SPACING) * scale();
  }

  /// Writes a text from a point on its base line on, in the graphics' colour.
  void draw(Graphics2D g, String text, double x, double y) {
    Path2D path = new Path2D.Double();
    double at = 0;
    for (int c : plain(text).toArray()) {
      Glyphs.Glyph glyph = Glyphs.of(c);
      for (Glyphs.Stroke stroke : glyph.strokes()) {
        append(path, stroke, at);
      }
      at += glyph.width() + SPACING;
    }
    var place = AffineTransform.getTranslateInstance(x, y);
    place.scale(scale(), -scale());
    Stroke before = g.getStroke();
    g.setStroke(
        new BasicStroke((float) (PEN * scale()), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(path.createTransformedShape(place));
    g.setStroke(before);
  }

  /// Writes a text that ends at a point.
  void drawRight(Graphics2D g, String text, double x, double y) {
    draw(g, text, x - width(text), y);
  }

  /// Writes a text around a point.
  void drawCentred(Graphics2D g, String text, double x, double y) {
    draw(g, text, x - width(text) / 2, y);
  }

  private double scale() {
    return size / CAPITAL;
  }

  /// The letters without accents, which the table does not have.
  private static java.util.stream.IntStream plain(String text) {
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
    return ACCENTS.matcher(decomposed).replaceAll("").codePoints();
  }

  private static void append(Path2D path, Glyphs.Stroke stroke, double dx) {
    path.moveTo(dx + stroke.x(0), stroke.y(0));
    int segments = stroke.closed() ? stroke.size() : stroke.size() - 1;
    for (int i = 0; i < segments; i++) {
      int next = (i + 1) % stroke.size();
      if (stroke.curved()) {
        curve(path, stroke, i, dx);
      } else {
        path.lineTo(dx + stroke.x(next), stroke.y(next));
      }
    }
  }

  /// A segment of a Catmull-Rom spline as a Bezier curve: at each point it runs parallel to the
  /// line between that point's neighbours.
  private static void curve(Path2D path, Glyphs.Stroke s, int i, double dx) {
    int n = s.size();
    int before = s.closed() ? (i + n - 1) % n : Math.max(0, i - 1);
    int next = (i + 1) % n;
    int after = s.closed() ? (i + 2) % n : Math.min(n - 1, i + 2);
    path.curveTo(
        dx + s.x(i) + (s.x(next) - s.x(before)) / 6,
        s.y(i) + (s.y(next) - s.y(before)) / 6,
        dx + s.x(next) - (s.x(after) - s.x(i)) / 6,
        s.y(next) - (s.y(after) - s.y(i)) / 6,
        dx + s.x(next),
        s.y(next));
  }
}
