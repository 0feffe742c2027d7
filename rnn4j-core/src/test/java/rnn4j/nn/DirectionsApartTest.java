package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rnn4j.nn.SameBits.assertSame;

import org.junit.jupiter.api.Test;
import rnn4j.cell.Direction;
import rnn4j.cell.LstmEquations;
import rnn4j.cell.Merge;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// Oracle: layers of one direction with the same weights.
final class DirectionsApartTest {
  private final Tensor input = Tensor.of(new float[] {1, 2, 3, -1, 0, 2}, 3, 1, 2);

  @Test
  void eachDirectionHasItsOutput() {
    var both = new Lstm(LstmConfig.of(2, 4).withBidirectional(true), TorchRandom.seed(0));
    var forward = new Lstm(LstmConfig.of(2, 4), TorchRandom.seed(0));
    assertSame(both.forward(input).output(Direction.FORWARD), forward.forward(input).output());
    assertSame(forward.forward(input).output(Direction.FORWARD), forward.forward(input).output());
    var gru = new Gru(GruConfig.of(2, 4).withBidirectional(true), TorchRandom.seed(0));
    assertSame(
        gru.forward(input).output(Direction.BACKWARD), gru.forward(input).output().slice(2, 4, 8));
  }

  @Test
  void onlyConcatenatedOutputsAreApart() {
    assertSame(
        layer(Merge.CONCATENATE).forward(input).output(Direction.BACKWARD),
        layer(Merge.CONCATENATE).forward(input).output().slice(2, 4, 8));
    assertThatThrownBy(() -> layer(Merge.SUM).forward(input).output(Direction.FORWARD))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("merged by SUM, expected CONCATENATE");
  }

  private static CellLayer layer(Merge merge) {
    return new CellLayer(
        CellLayerConfig.of(new LstmEquations(4, 0, true), 2).withBidirectional(merge),
        TorchRandom.seed(0));
  }
}
