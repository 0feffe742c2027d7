package rnn4j.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.kernel.loops.LoopsOfTest;
import rnn4j.nn.CellLayer;
import rnn4j.nn.CellLayerConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Samples;
import rnn4j.tensor.Tensor;

/// Oracle: the same without generated loops, to the last bit.
final class GeneratedCellsTest {
  private static final int INPUT = 5;
  private static final int[] LENGTHS = {4, 2, 1, 3};

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void randomCells(int seed) {
    var draw = new SplittableRandom(seed);
    int scale = 1 + seed % 19;
    RandomScan scan = RandomScan.draw(draw, scale, draw.nextInt(1, 4), DType.FLOAT32).recorded();
    assertSame(() -> {
      List<Tensor> results = new ArrayList<>(scan.scanned());
      results.addAll(scan.gradients(results));
      return results;
    });
  }

  static Stream<Named<Cell>> everyCell() {
    return CellGradientTest.gradientsAreDerivatives();
  }

  @ParameterizedTest
  @MethodSource("everyCell")
  void cellsOfTheLiterature(Cell cell) {
    var layer =
        new CellLayer(
            CellLayerConfig.of(cell, INPUT).withNumLayers(2).withBidirectional(Merge.CONCATENATE),
            TorchRandom.seed(1));
    assertSame(() -> {
      layer.zeroGrad();
      Tensor input = Samples.uniform(DType.FLOAT32, 2, 4, LENGTHS.length, INPUT).requiresGrad(true);
      Tensor output = layer.forward(input, LENGTHS).output();
      output.times(output).sum().backward();
      List<Tensor> results = new ArrayList<>(List.of(output, requireNonNull(input.grad())));
      layer.parameters().forEach(parameter -> results.add(requireNonNull(parameter.grad())));
      return results;
    });
  }

  private static void assertSame(Supplier<List<Tensor>> compute) {
    // In this order: what has been generated stays so.
    List<Tensor> interpreted = LoopsOfTest.interpreted(compute);
    List<Tensor> generated = LoopsOfTest.generated(compute);
    for (int i = 0; i < interpreted.size(); i++) {
      assertThat(generated.get(i).toDoubleArray())
          .as("tensor %d", i)
          .isEqualTo(interpreted.get(i).toDoubleArray());
    }
  }
}
