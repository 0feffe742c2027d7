package rnn4j.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import rnn4j.tensor.DType;
import rnn4j.tensor.Samples;
import rnn4j.tensor.Tensor;

/// A value that is used many times is computed once, however deep the equations are.
final class SharedValuesTest {

  /// Oracle: `v (v + 1) / 2` has the fixed point 1, and 60 of them use the first value `2^60`
  /// times.
  @Test
  void valuesThatShareValuesAreComputedOnce() {
    Cell cell =
        step -> {
          Value v = step.state("h", 4);
          for (int i = 0; i < 60; i++) {
            v = v.times(v.plus(1)).times(0.5);
          }
          List<Value> parts = v.chunk(2);
          step.next("h", v);
          step.output(parts.get(0).plus(parts.get(1)));
        };
    CellProgram program = CellProgram.of(cell, 1);
    Tensor ones = Tensor.full(DType.FLOAT64, 1, 1, 4);
    List<Tensor> states = program.step(List.of(), Samples.uniform(1, 1, 1), List.of(ones));
    assertThat(states.getFirst().toDoubleArray()).containsExactly(1, 1, 1, 1);
  }
}
