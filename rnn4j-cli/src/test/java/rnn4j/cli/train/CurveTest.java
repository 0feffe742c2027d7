package rnn4j.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CurveTest {

  @Test
  void fewPointsAreAsTheyAre() {
    var curve = new Curve();
    curve.add(1, 5);
    curve.add(2, 3);
    assertThat(curve.points()).containsExactly(new double[] {1, 5}, new double[] {2, 3});
  }

  /// Oracle: neighbours on a straight line have their mean on it.
  @Test
  void ofManyPointsThereAreMeansOfNeighbours() {
    var curve = new Curve();
    int count = 3 * Curve.MOST_POINTS + 1;
    for (int i = 0; i < count; i++) {
      curve.add(i, 2.0 * i);
    }
    assertThat(curve.points()).hasSizeBetween(Curve.MOST_POINTS / 2, Curve.MOST_POINTS);
    assertThat(curve.points()).allMatch(point -> point[1] == 2 * point[0]);
    assertThat(curve.points().getFirst()[0]).isEqualTo(1.5); // of 0, 1, 2 and 3
    assertThat(curve.points().getLast()[0]).isEqualTo(count - 1);
  }
}
