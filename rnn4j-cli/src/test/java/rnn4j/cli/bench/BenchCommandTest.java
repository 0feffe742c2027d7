package rnn4j.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import rnn4j.cli.Main;

final class BenchCommandTest {

  @Test
  void unknownOptionIsNamed() {
    var err = new StringWriter();
    int code =
        Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err), "bench", "--text-book");
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("--text-book");
  }
}
