package rnn4j.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import rnn4j.cli.plot.Series.Point;

/// Oracle: the pixels at places where something is to be seen.
final class PictureTest {
  private static final int FRAME_LEFT = 110;
  private static final int FRAME_TOP = 84 + 62;
  private static final int FRAME_WIDTH = 1600 - 110 - 30;
  private static final int FRAME_HEIGHT = 500 - 62 - 62;

  @Test
  void linesAreWhereTheirPointsAre() throws IOException {
    var level = new Series.Line("level", Color.RED, 5, false, List.of(at(0, 1), at(10, 1)));
    var low =
        new Series.Line(
            "",
            Color.BLUE,
            5,
            false,
            List.of(at(0, 0), at(4, 0), at(5, Double.NaN), at(6, 0), at(10, 0)));
    var high = new Series.Line("", Color.GREEN, 5, false, List.of(at(0, 2), at(10, 2)));
    BufferedImage image = drawn(level, low, high);
    assertThat(color(image, 0.5, 0.5)).isEqualTo(Color.RED);
    // 5 % margins below and above
    assertThat(color(image, 0.2, 1 - 0.05 / 1.1)).isEqualTo(Color.BLUE);
    assertThat(color(image, 0.5, 1 - 0.05 / 1.1)).isNotEqualTo(Color.BLUE); // the gap
    assertThat(color(image, 0.5, 0.05 / 1.1)).isEqualTo(Color.GREEN);
  }

  @Test
  void stretchesAndBandsFillTheirArea() throws IOException {
    var stretch = new Series.Stretch("part", Color.YELLOW, 6, 8);
    var band =
        new Series.Band(
            "range", Color.PINK, List.of(at(0, 0), at(5, 0)), List.of(at(0, 1), at(5, 1)));
    BufferedImage image = drawn(stretch, band);
    assertThat(color(image, 0.71, 0.515)).isEqualTo(Color.YELLOW);
    assertThat(color(image, 0.21, 0.515)).isEqualTo(Color.PINK);
    assertThat(color(image, 0.91, 0.515)).isEqualTo(Color.WHITE);
  }

  @Test
  void theSamePictureHasTheSameBytes() {
    var line = new Series.Line("x", Color.RED, 2, true, List.of(at(0, 1), at(5, 3), at(10, 2)));
    assertThat(picture(line).png()).isEqualTo(picture(line).png());
  }

  @Test
  void nothingToShowIsNoFault() throws IOException {
    assertThat(drawn().getHeight()).isEqualTo(584);
    assertThat(drawn(new Series.Line("flat", Color.RED, 1, false, List.of(at(3, 7)))).getWidth())
        .isEqualTo(1600);
  }

  private static Point at(double x, double y) {
    return new Point(x, y);
  }

  private static Picture picture(Series... content) {
    var panel = new Panel("title", "x", "y", 0, 10, Ticks.numbers(0, 10, 5), List.of(content));
    return new Picture("title", "subtitle", List.of(panel));
  }

  private static BufferedImage drawn(Series... content) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(picture(content).png()));
  }

  /// The colour at a place in the frame, by parts of its width and height.
  private static Color color(BufferedImage image, double x, double y) {
    return new Color(
        image.getRGB(
            (int) Math.round(FRAME_LEFT + x * FRAME_WIDTH),
            (int) Math.round(FRAME_TOP + y * FRAME_HEIGHT)));
  }
}
