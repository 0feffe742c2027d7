package rnn4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TurnTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void resultsOfASmallShapeAreDigested() throws Exception {
    Case shape = Cases.common().getLast();
    new Turn(new Rnn4j(), 1, "check", out).take(shape);
    float[] values = new Rnn4j().prepare(shape.small(), 1).results();
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    assertThat(lines()).containsExactly("check %s %s %s".formatted(shape.name(), sum, squares));
  }

  @Test
  void caseThatAContestantDoesNotHaveIsLeftOut() throws Exception {
    new Turn((_, _) -> null, 1, "1", out).take(Cases.common().getFirst());
    assertThat(lines()).isEmpty();
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
