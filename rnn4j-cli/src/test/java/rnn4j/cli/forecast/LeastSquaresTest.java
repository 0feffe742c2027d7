package rnn4j.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Oracle: a system made from its solution.
final class LeastSquaresTest {

  @Test
  void theSolutionIsFoundAgain() {
    double[][] system = {{4, 1, 2, 4 - 2 + 6}, {1, 5, 1, 1 - 10 + 3}, {2, 1, 6, 2 - 2 + 18}};
    assertThat(LeastSquares.solve(system)).containsExactly(new double[] {1, -2, 3}, within(1e-14));
  }
}
