package rnn4j.io.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import rnn4j.data.Tokens;
import rnn4j.data.Vocabulary;

/// The tokens of a text file. They are read when they are asked for, so that a text may be larger
/// than the memory.
///
/// ```java
/// TextStatistics statistics = TextStatistics.read(path, TextUnit.WORD);
/// Vocabulary words = statistics.vocabulary(10000);
/// Tokens tokens = new TextTokens(statistics, words);
/// ```
///
/// @param statistics of the file, which is not to be changed from then on
/// @param vocabulary gives the symbols their numbers
public record TextTokens(TextStatistics statistics, Vocabulary vocabulary) implements Tokens {

  @Override
  public long count() {
    return statistics.tokens();
  }

  @Override
  public String fingerprint() {
    return "text of %d %ss, SHA-256 %s"
        .formatted(
            count(), statistics.unit() == TextUnit.WORD ? "word" : "character", statistics.hash());
  }

  @Override
  public Reader from(long position) {
    if (position < 0 || position > count()) {
      throw new IllegalArgumentException(
          "TextTokens.from: position is %d, expected 0 to %d".formatted(position, count()));
    }
    try {
      long noted = statistics.notedBefore(position);
      Utf8File file = new Utf8File(statistics.path(), statistics.place(noted), _ -> {});
      var reader = new FileReader(file, new TextScanner(file, statistics.unit()));
      reader.skip((int) (position - noted));
      return reader;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class FileReader implements Reader {
    private final Utf8File file;
    private final TextScanner scanner;

    FileReader(Utf8File file, TextScanner scanner) {
      this.file = file;
      this.scanner = scanner;
    }

    void skip(int count) {
      for (int i = 0; i < count; i++) {
        token();
      }
    }

    @Override
    public void read(int[] out, int from, int count) {
      for (int i = 0; i < count; i++) {
        out[from + i] = vocabulary.number(token());
      }
    }

    private String token() {
      String token = scanner.next();
      if (token == null) {
        throw new IllegalStateException(
            "TextTokens: %s ends after fewer than %d tokens, it was changed while it was read"
                .formatted(statistics.path(), count()));
      }
      return token;
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
