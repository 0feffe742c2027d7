package rnn4j.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class GoldenFileTest {

  private static final GoldenCase FIRST = GoldenFile.read("lstm").getFirst();

  @Test
  void readsOptionsAndTensors() {
    assertThat(FIRST).hasToString("lstm-i3-h3-l1-bf-f64-t3-hx");
    assertThat(FIRST.integer("input_size")).isEqualTo(3);
    assertThat(FIRST.flag("bidirectional")).isFalse();
    assertThat(FIRST.number("dropout")).isZero();
    assertThat(FIRST.tensor("output").shape()).containsExactly(3, 3);
    assertThat(FIRST.tensor("output").doubles()).hasSize(9);
    // The last step of a layer with one direction is its last state.
    assertThat(FIRST.tensor("output").doubles()).endsWith(FIRST.tensor("h_n").doubles());
  }

  /// Oracle: the values that `formula_values(1, 3)` of `tools/golden/golden.py` returns.
  @Test
  void formulaGivesTheValuesThatPyTorchGot() {
    assertThat(FIRST.tensor("input").doubles())
        .startsWith(-0x1.cd7c18p-2, 0x1.594aecp-1, 0x1.17a6b4p-1);
  }

  @Test
  void namesWhatIsMissing() {
    assertThatThrownBy(() -> FIRST.tensor("hidden"))
        .hasMessageStartingWith("GoldenCase lstm-i3-h3-l1-bf-f64-t3-hx: found no tensor hidden");
    assertThatThrownBy(() -> FIRST.tensor("output").floats())
        .hasMessage("GoldenTensor: type is f64, expected f32");
    assertThatThrownBy(() -> GoldenFile.read("lost"))
        .hasMessageStartingWith("GoldenFile.read: found no /golden/lost.txt.gz");
  }
}
