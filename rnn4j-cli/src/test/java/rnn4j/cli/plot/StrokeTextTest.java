package rnn4j.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Oracle: the character set of ASCII, and widths that add up.
final class StrokeTextTest {

  @Test
  void everyPrintableCharacterHasAGlyphOfItsOwn() {
    Glyphs.Glyph unknown = Glyphs.of(0x65E5);
    assertThat(IntStream.rangeClosed(' ', '~').mapToObj(Glyphs::of))
        .doesNotContain(unknown)
        .doesNotHaveDuplicates();
  }

  @Test
  void strokesStayWithinTheirLine() {
    assertThat(
            IntStream.rangeClosed('!', '~').mapToObj(Glyphs::of).flatMap(g -> g.strokes().stream()))
        .allSatisfy(stroke -> {
          for (int i = 0; i < stroke.size(); i++) {
            assertThat(stroke.y(i)).isBetween(-3.0, 10.5);
            assertThat(stroke.x(i)).isBetween(-0.5, 9.5);
          }
        });
  }

  @Test
  void widthGrowsWithSizeAndAccentsAddNothing() {
    assertThat(new StrokeText(18).width("CO2")).isEqualTo(2 * new StrokeText(9).width("CO2"));
    assertThat(new StrokeText(9).width("été")).isEqualTo(new StrokeText(9).width("ete"));
    assertThat(new StrokeText(9).width("")).isZero();
  }
}
