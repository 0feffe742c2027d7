package rnn4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {
  private final Measurements measurements = new Measurements();

  @Test
  void peersStandBesideUsWithTheirRatioAndTheLimit() {
    Case stream = Cases.common().getFirst();
    Case batch = Cases.of("inference-lstm-b32-t100-i256-h256");
    for (double nanos : new double[] {9000, 2000, 1000}) {
      add(Section.PEERS, Entrant.RNN4J, stream.name(), nanos);
      add(Section.PEERS, Entrant.ONEDNN, stream.name(), 3 * nanos);
    }
    add(Section.PEERS, Entrant.RNN4J, "read " + stream.weightBytes(), 131.072);
    add(Section.PEERS, Entrant.RNN4J, batch.name(), batch.flops() / 100);
    add(Section.PEERS, Entrant.RNN4J, "fma", 200);
    String text =
        new Report(measurements, List.of(Section.PEERS), List.of(Entrant.RNN4J, Entrant.ONEDNN))
            .text();
    assertThat(text.lines())
        .containsExactly(
            "### Beside other libraries",
            "",
            "| case | threads | rnn4j, µs | oneDNN, µs | oneDNN / rnn4j | % of the limit |",
            "| --- | --- | --- | --- | --- | --- |",
            "| stream-lstm-b1-t1-i64-h64 | 1 | 2.00 | 6.00 | 3.00 | 50 (reading) |",
            "| inference-lstm-b32-t100-i256-h256 | 1 | 33554 |  |  | 50 |");
  }

  @Test
  void pairsAreComparedForEachOperation() {
    Cases.Pair pair =
        Cases.variants().stream()
            .filter(one -> one.measured().variant() == Variant.RNN)
            .findFirst()
            .orElseThrow();
    add(Section.VARIANTS, Entrant.RNN4J, pair.measured().name(), 50_000);
    add(Section.VARIANTS, Entrant.RNN4J, pair.reference().name(), 100_000);
    assertThat(
            new Report(measurements, List.of(Section.VARIANTS), List.of(Entrant.RNN4J))
                .text()
                .lines()
                .toList())
        .last()
        .isEqualTo(
            "| inference-rnn-b1-t100-i64-h64 | inference-lstm-b1-t100-i64-h64 | 1 | 50.0 | 100.0"
                + " | 2.00 |");
  }

  @Test
  void tablesOfAPageAreReplacedAndTheRestStays(@TempDir Path folder) throws IOException {
    Path page = folder.resolve("page.md");
    Files.writeString(page, "before\n<!-- tables -->\nold\n<!-- end of tables -->\nbehind\n");
    Main.replace(page, "new\n");
    assertThat(page)
        .hasContent("before\n<!-- tables -->\n\nnew\n\n<!-- end of tables -->\nbehind\n");
    Files.writeString(page, "no marks");
    assertThatThrownBy(() -> Main.replace(page, "new\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("page.md: has no tables, expected the lines <!-- tables -->");
    assertThat(page).hasContent("no marks");
  }

  private void add(Section section, Entrant entrant, String what, double value) {
    measurements.add(section, entrant, 1, what, value);
  }
}
