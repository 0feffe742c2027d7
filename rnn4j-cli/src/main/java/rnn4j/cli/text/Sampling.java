package rnn4j.cli.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import rnn4j.random.TorchRandom;

/// Draws a symbol by scores.
///
/// @param temperature scores are divided by this: lower is bolder; 0 takes the best always
/// @param topK only so many of the best may be drawn; 0 for all
/// @param topP only the best that together have this probability may be drawn, and at least one
record Sampling(double temperature, int topK, double topP) {

  /// Draws a symbol.
  ///
  /// @param scores of all symbols
  /// @param excluded a symbol that is never drawn, or -1
  int draw(float[] scores, int excluded, TorchRandom random) {
    int[] order =
        IntStream.range(0, scores.length)
            .filter(i -> i != excluded)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    if (temperature == 0) {
      return order[0];
    }
    int kept = topK > 0 ? Math.min(topK, order.length) : order.length;
    double[] weights = new double[kept];
    for (int i = 0; i < kept; i++) {
      weights[i] = StrictMath.exp((scores[order[i]] - scores[order[0]]) / temperature);
    }
    double total = Arrays.stream(weights).sum();
    double sum = 0;
    int nucleus = 0;
    while (nucleus < kept && (nucleus == 0 || sum < topP * total)) {
      sum += weights[nucleus++];
    }
    double[] uniform = new double[1];
    random.uniform(uniform, 0, 1);
    double left = uniform[0] * sum;
    for (int i = 0; i < nucleus - 1; i++) {
      left -= weights[i];
      if (left < 0) {
        return order[i];
      }
    }
    return order[nucleus - 1];
  }
}
