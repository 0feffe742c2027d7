package rnn4j.cli.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/// A picture of panels, one below the other, under a title.
///
/// @param title the first line
/// @param subtitle the second line
public record Picture(String title, String subtitle, List<Panel> panels) {
  private static final int WIDTH = 1600;
  private static final int PANEL_HEIGHT = 500;
  private static final int HEAD = 84;

  public Picture {
    panels = List.copyOf(panels);
  }

  /// Draws the picture and returns it as a PNG file.
  public byte[] png() {
    var image =
        new BufferedImage(WIDTH, HEAD + PANEL_HEIGHT * panels.size(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    g.setColor(Color.BLACK);
    new StrokeText(20).draw(g, title, 30, 42);
    g.setColor(Color.DARK_GRAY);
    new StrokeText(13).draw(g, subtitle, 30, 72);
    for (int i = 0; i < panels.size(); i++) {
      panels
          .get(i)
          .draw(g, new Rectangle2D.Double(0, HEAD + i * PANEL_HEIGHT, WIDTH, PANEL_HEIGHT));
    }
    g.dispose();
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.setUseCache(false); // which would be a file
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
