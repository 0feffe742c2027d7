package rnn4j.textbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Oracle: the sources. The Java of the page stands in them, whatever the white space.
final class FromNaiveToFastTest {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void javaOfThePageStandsInTheSources() throws IOException {
    var sources = new StringBuilder();
    for (String name :
        new String[] {"textbook/NaiveLstm", "textbook/FusedGateLstm", "cell/LstmEquations"}) {
      sources.append(Files.readString(Path.of("src/main/java/rnn4j/" + name + ".java")));
    }
    assertThat(blocks())
        .isNotEmpty()
        .allSatisfy(block -> assertThat(squeezed(sources.toString())).contains(squeezed(block)));
  }

  private static Stream<String> blocks() throws IOException {
    String page = Files.readString(Path.of("../docs/from-naive-to-fast.md"));
    return BLOCK.matcher(page).results().map(match -> match.group(1));
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s", "");
  }
}
