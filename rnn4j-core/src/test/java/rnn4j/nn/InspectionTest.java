package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import rnn4j.cell.Direction;
import rnn4j.cell.GruEquations;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// Oracle: the equations, which the parts must satisfy, and the layer's own output.
final class InspectionTest {
  private final TorchRandom random = TorchRandom.seed(1);
  private final Lstm lstm =
      new Lstm(LstmConfig.of(3, 5).withNumLayers(2).withBidirectional(true), random);

  @Test
  void partsSatisfyTheEquations() {
    Tensor input = uniform(6, 2, 3);
    Inspection inside = lstm.inspect(input);
    assertThat(inside.names()).containsExactly("i", "f", "g", "o", "h", "c");
    for (int layer = 0; layer < 2; layer++) {
      Tensor i = inside.part(layer, Direction.FORWARD, "i");
      Tensor f = inside.part(layer, Direction.FORWARD, "f");
      Tensor g = inside.part(layer, Direction.FORWARD, "g");
      Tensor c = inside.part(layer, Direction.FORWARD, "c");
      for (int t = 1; t < 6; t++) {
        for (int j = 0; j < 5; j++) {
          double expected = f.get(t, 0, j) * c.get(t - 1, 0, j) + i.get(t, 0, j) * g.get(t, 0, j);
          assertThat(c.get(t, 0, j)).isCloseTo(expected, within(1e-7));
        }
      }
    }
    Tensor both =
        Tensor.concat(
            2,
            List.of(
                inside.part(1, Direction.FORWARD, "h"), inside.part(1, Direction.BACKWARD, "h")));
    assertThat(both.toFloatArray()).containsExactly(lstm.forward(input).output().toFloatArray());
  }

  @Test
  void paddingIsZeroAndDoesNotCount() {
    for (String name : new String[] {"bias_ih_l0", "bias_hh_l0"}) {
      lstm.parameter(name).set(Tensor.full(lstm.config().dtype(), 50, 20));
    }
    Inspection inside = lstm.inspect(uniform(6, 2, 3), new int[] {6, 2});
    assertThat(inside.part(0, Direction.FORWARD, "i").get(2, 1, 0)).isZero();
    assertThat(inside.part(0, Direction.FORWARD, "i").get(1, 1, 0)).isEqualTo(1);
    assertThat(inside.saturation(0, Direction.FORWARD, "i"))
        .contains(new Inspection.Saturation(0, 1));
    assertThat(inside.saturation(0, Direction.BACKWARD, "g"))
        .contains(new Inspection.Saturation(0, 0));
    assertThat(inside.saturation(0, Direction.FORWARD, "c")).isEmpty();
  }

  @Test
  void findsWhereNaNBegins() {
    Tensor input = uniform(6, 3, 3);
    assertThat(lstm.inspect(input).firstNaN()).isEmpty();
    float[] spoilt = input.toFloatArray();
    spoilt[(4 * 3 + 2) * 3] = Float.NaN;
    assertThat(lstm.inspect(Tensor.of(spoilt, 6, 3, 3)).firstNaN())
        .contains(new Inspection.Place(0, Direction.FORWARD, 4, "i", 2));
  }

  @Test
  void learnedStatesAreWhereItBegins() {
    var config = CellLayerConfig.of(new GruEquations(5, true), 3).withLearnableState(true);
    var layer = new CellLayer(config, random);
    layer.parameter("h_0").set(uniform(1, 1, 5));
    Tensor input = uniform(6, 2, 3);
    assertThat(layer.inspect(input).part(0, Direction.FORWARD, "h").toFloatArray())
        .containsExactly(layer.forward(input).output().toFloatArray());
  }

  @Test
  void missingPartIsNamed() {
    Inspection inside = lstm.inspect(uniform(2, 1, 3));
    assertThatThrownBy(() -> inside.part(0, Direction.FORWARD, "r"))
        .hasMessage("Inspection.part: name is \"r\", expected one of [i, f, g, o, h, c]");
    assertThatThrownBy(() -> inside.part(2, Direction.FORWARD, "i"))
        .hasMessageContaining("layer is 2, direction FORWARD, expected a layer below 2");
  }

  private Tensor uniform(int... shape) {
    var values = new float[Tensor.zeros(shape).numel()];
    random.uniform(values, -1, 1);
    return Tensor.of(values, shape);
  }
}
