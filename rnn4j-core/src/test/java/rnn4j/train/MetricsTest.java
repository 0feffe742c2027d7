package rnn4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import rnn4j.tensor.Tensor;

/// Oracle: numbers worked out by hand.
final class MetricsTest {

  @Test
  void aConfusionMatrixKnowsAccuracyAndF1() {
    var matrix = new ConfusionMatrix(List.of("a", "b", "c", "never"));
    int[][] pairs = {{0, 0}, {0, 0}, {0, 1}, {1, 1}, {2, 0}, {2, 2}};
    for (int[] pair : pairs) {
      matrix.add(pair[0], pair[1]);
    }
    assertThat(matrix.total()).isEqualTo(6);
    assertThat(matrix.count(0, 1)).isEqualTo(1);
    assertThat(matrix.accuracy()).isEqualTo(4.0 / 6);
    assertThat(matrix.precision(0)).isEqualTo(2.0 / 3);
    assertThat(matrix.recall(0)).isEqualTo(2.0 / 3);
    assertThat(matrix.f1(0)).isCloseTo(2.0 / 3, within(1e-15));
    assertThat(matrix.f1(1)).isCloseTo(2 * 0.5 * 1 / 1.5, within(1e-15));
    assertThat(matrix.f1(2)).isCloseTo(2 * 1 * 0.5 / 1.5, within(1e-15));
    assertThat(matrix.macroF1()).isCloseTo(2.0 / 3, within(1e-15)); // "never" does not count
    Evaluation evaluation = Evaluation.of(0.5).with(matrix);
    assertThat(evaluation.value("accuracy")).isEqualTo(4.0 / 6);
    assertThat(evaluation.value("loss")).isEqualTo(0.5);
    assertThatThrownBy(() -> evaluation.value("bleu"))
        .hasMessage("Evaluation: no number \"bleu\", expected loss or one of [accuracy, f1]");
  }

  @Test
  void errorsOfNumbers() {
    var errors = new RegressionErrors();
    errors.add(Tensor.of(new float[] {1, 2}, 2), Tensor.of(new float[] {4, 2}, 2));
    errors.add(Tensor.of(new float[] {5}, 1), Tensor.of(new float[] {1}, 1));
    assertThat(errors.mae()).isEqualTo(7.0 / 3);
    assertThat(errors.rmse()).isCloseTo(Math.sqrt(25.0 / 3), within(1e-15));
  }
}
