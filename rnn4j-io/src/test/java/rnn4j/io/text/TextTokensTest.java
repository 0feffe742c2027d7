package rnn4j.io.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.data.Tokens;
import rnn4j.data.Vocabulary;

/// Oracle: the text split in memory, and the JDK's decoder.
final class TextTokensTest {
  private static final String LETTERS = "ab'’z \n\r\tßé漢𝄞.,(\"9";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(TextUnit.class)
  void aFileIsReadFromAnyPosition(TextUnit unit) throws IOException {
    var random = new SplittableRandom(7);
    int[] letters = LETTERS.codePoints().toArray();
    var text = new StringBuilder();
    for (int i = 0; i < 30000; i++) {
      text.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    Path path = Files.writeString(folder.resolve("text.txt"), text);
    List<String> expected = unit.split(text.toString());

    TextStatistics statistics = TextStatistics.read(path, unit);
    assertThat(statistics.tokens()).isEqualTo(expected.size());
    Vocabulary all = statistics.vocabulary(100000);
    assertThat(all.size()).isEqualTo(statistics.symbols() + 1);
    Tokens tokens = new TextTokens(statistics, all);
    for (int position : new int[] {0, 1, 2047, 2048, 2049, 5000, expected.size()}) {
      int count = Math.min(3000, expected.size() - position);
      int[] found = new int[count];
      try (Tokens.Reader reader = tokens.from(position)) {
        reader.read(found, 0, count);
      }
      assertThat(found).isEqualTo(all.numbers(expected.subList(position, position + count)));
    }
  }

  @Test
  void wordsMarksAndLineEndsAreTokens() {
    assertThat(TextUnit.WORD.split("Don't stop -- 'quoted'\tit’s\r\n\n3rd, naïve"))
        .containsExactly(
            "Don't", "stop", "-", "-", "'", "quoted", "'", "it’s", "\n", "\n", "3rd", ",", "naïve");
    assertThat(TextUnit.CHARACTER.split("a\r\nb")).containsExactly("a", "\n", "b");
  }

  @Test
  void tokensArePutTogetherAgain() {
    String text = "The Time (Traveller), so\nit will be: \u201cconvenient\u201d.";
    var again = new StringBuilder();
    String before = "";
    for (String token : TextUnit.WORD.split(text)) {
      again.append(TextUnit.WORD.between(before, token)).append(token);
      before = token;
    }
    assertThat(again).hasToString(text);
  }

  @Test
  void frequentSymbolsComeFirstAndRareOnesAreUnknown() throws IOException {
    Path path = Files.writeString(folder.resolve("text.txt"), "bb a ccc a bb bb");
    TextStatistics statistics = TextStatistics.read(path, TextUnit.WORD);
    assertThat(statistics.vocabulary(3).symbols()).containsExactly("<unk>", "bb", "a");
    int[] found = new int[6];
    new TextTokens(statistics, statistics.vocabulary(3)).from(0).read(found, 0, 6);
    assertThat(found).containsExactly(1, 2, 0, 2, 1, 1);
    assertThat(statistics.hash()).isEqualTo(TextStatistics.read(path, TextUnit.CHARACTER).hash());
  }

  @Test
  void aByteOrderMarkIsNoCharacter() throws IOException {
    Path path = Files.writeString(folder.resolve("text.txt"), "\ufeffab");
    assertThat(TextStatistics.read(path, TextUnit.CHARACTER).tokens()).isEqualTo(2);
  }

  /// Latin-1, a cut character, an overlong slash, a surrogate, beyond the last character.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ab\u00e9c",
        "ab\u00e6\u00bc",
        "ab\u00c0\u00af",
        "ab\u00ed\u00a0\u0080",
        "ab\u00f5\u0080\u0080\u0080"
      })
  void whatIsNotUtf8IsRefused(String latin) throws IOException {
    Path path =
        Files.write(folder.resolve("text.txt"), latin.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> TextStatistics.read(path, TextUnit.CHARACTER))
        .isInstanceOf(IOException.class)
        .hasMessage(path + ": byte 2 begins no character of UTF-8, expected a UTF-8 text");
  }

  @Test
  void aFileThatWasCutIsNoticed() throws IOException {
    Path path = Files.writeString(folder.resolve("text.txt"), "abcdef");
    TextStatistics statistics = TextStatistics.read(path, TextUnit.CHARACTER);
    Files.writeString(path, "abc");
    Tokens tokens = new TextTokens(statistics, statistics.vocabulary(10));
    assertThatThrownBy(() -> tokens.from(1).read(new int[5], 0, 5))
        .hasMessageContaining("ends after fewer than 6 tokens, it was changed while it was read");
  }
}
