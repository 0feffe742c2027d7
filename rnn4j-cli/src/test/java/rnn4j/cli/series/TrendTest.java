package rnn4j.cli.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Oracle: series made with a known trend.
final class TrendTest {

  @Test
  void aRisingSeriesHasATrendAndAWanderingOneHasNone() {
    var random = new SplittableRandom(1);
    double[] rising = new double[200];
    double[] noise = new double[200];
    for (int t = 0; t < 200; t++) {
      noise[t] = random.nextGaussian();
      rising[t] = 0.05 * t + Math.sin(t * Math.PI / 6) + 0.1 * noise[t];
    }
    assertThat(Trend.of(rising, 12).present()).isTrue();
    assertThat(Trend.of(noise, 12).present()).isFalse();
    assertThat(Trend.of(new double[200], 12).present()).isFalse();
  }

  @Test
  void theSlopeAtARowIsTheMeanChangeUpToIt() {
    TimeSeries series = TimeSeries.of("x", 0, 0, 2, 4, 10, 20);
    double[] slopes = new Trend(true, 2).slopes(series);
    // changes over two rows: 2, 4, 8, 16
    assertThat(slopes).containsExactly(new double[] {0, 0, 1, 1.5, 14 / 6.0, 3.75}, within(1e-15));
    assertThat(new Trend(false, 2).slopes(series)).containsOnly(0);
  }
}
