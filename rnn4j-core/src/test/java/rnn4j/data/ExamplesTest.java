package rnn4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import rnn4j.tensor.Tensor;

final class ExamplesTest {

  @Test
  void rowsOfNumbersStandSideBySide() {
    var padded = Padding.indices(List.of(new int[] {1, 2, 3}, new int[] {4}, new int[0]), -100);
    assertThat(padded).hasToString("Indices(3, 3) [1, 4, -100, 2, -100, -100, 3, -100, -100]");
  }

  @Test
  void featuresStandSideBySide() {
    Tensor a = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    Tensor b = Tensor.of(new float[] {5, 6}, 1, 2);
    Tensor padded = Padding.features(List.of(a, b));
    assertThat(padded.shape()).hasToString("(2, 2, 2)");
    assertThat(padded.toFloatArray()).containsExactly(1, 2, 5, 6, 3, 4, 0, 0);
  }

  @Test
  void windowsOfASeriesAndWhatFollows() {
    Tensor series = Tensor.of(new float[] {0, 1, 2, 3, 4, 5, 6}, 7, 1);
    var windows = new SeriesWindows(series, 3, 2, 1);
    assertThat(windows.count()).isEqualTo(3);
    SeriesWindow batch = Objects.requireNonNull(windows.inOrder(2).epoch(0, 0).next());
    assertThat(batch.input().shape()).hasToString("(3, 2, 1)");
    assertThat(batch.input().toFloatArray()).containsExactly(0, 1, 1, 2, 2, 3);
    assertThat(batch.target().toFloatArray()).containsExactly(3, 4, 4, 5);
    assertThat(new SeriesWindows(series, 3, 2, 2).count()).isEqualTo(2);
    assertThatThrownBy(() -> new SeriesWindows(series, 5, 3, 1))
        .hasMessage(
            "SeriesWindows: series has shape (7, 1), expected (rows, features) with at least 8 rows");
  }

  @Test
  void symbolsHaveNumbers() {
    Vocabulary words = Vocabulary.of(List.of(Vocabulary.UNKNOWN, "time", "machine"));
    assertThat(words.numbers(List.of("machine", "moth", "time"))).containsExactly(2, 0, 1);
    assertThat(words.symbol(2)).isEqualTo("machine");
    assertThatThrownBy(() -> Vocabulary.of(List.of("a")).number("b"))
        .hasMessage("Vocabulary.number: \"b\" is none of the 1 symbols");
    assertThatThrownBy(() -> Vocabulary.of(List.of("a", "a")))
        .hasMessage("Vocabulary: \"a\" is listed twice, expected each symbol once");
  }
}
