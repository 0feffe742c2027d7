package rnn4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// Oracle: streams of the elements.
final class TensorSummaryTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 1000, 16384, 16385, 50_000})
  void rangeAndNotANumbersAreThoseOfTheElements(int numel) throws IOException {
    var random = new SplittableRandom(numel);
    double[] elements =
        random
            .doubles(numel, -1e30, 1e30)
            .map(x -> random.nextInt(9) == 0 ? Double.NaN : random.nextInt(9) == 0 ? -0.0 : x)
            .toArray();
    Tensor tensor = Tensor.of(elements, numel);
    Path path = folder.resolve("m.safetensors");
    Safetensors.write(path, Map.of("d", tensor, "f", tensor.to(DType.FLOAT32)));

    try (ModelFile file = ModelFiles.open(path)) {
      for (String name : file.names()) {
        double[] read = file.tensor(name).toDoubleArray();
        TensorSummary found = TensorSummary.of(file, name);
        assertThat(found.nans()).isEqualTo(Arrays.stream(read).filter(Double::isNaN).count());
        assertThat(found.min()).isEqualTo(numbers(read).min());
        assertThat(found.max()).isEqualTo(numbers(read).max());
      }
    }
  }

  private static DoubleStream numbers(double[] elements) {
    return Arrays.stream(elements).filter(x -> !Double.isNaN(x));
  }

  @Test
  void infinitiesAreInTheRange() throws IOException {
    Path path = folder.resolve("m.safetensors");
    float inf = Float.POSITIVE_INFINITY;
    Safetensors.write(path, Map.of("a", Tensor.of(new float[] {1, -inf, inf, Float.NaN}, 4)));
    try (ModelFile file = ModelFiles.open(path)) {
      assertThat(TensorSummary.of(file, "a"))
          .isEqualTo(
              new TensorSummary(
                  1, OptionalDouble.of(Double.NEGATIVE_INFINITY), OptionalDouble.of(inf)));
    }
  }

  /// The numbers are those that PyTorch printed for `min()` and `max()`.
  @ParameterizedTest
  @CsvSource({
    "long, -8913725520748857600, 4614168274948256699",
    "int, -2075388451, 1646982075",
    "short, -22930, 14080",
    "char, 0, 110",
    "byte, 0, 110",
    "bool, 0, 1",
    "half, -15832.0, 789.0",
    "brain, -2.9631332780334862e+31, 7.62939453125e-06",
  })
  void allTypesAreOrdered(String name, double min, double max) throws IOException {
    try (ModelFile file = ModelFiles.open(Resources.path("torch/views.pt"))) {
      assertThat(TensorSummary.of(file, name))
          .isEqualTo(new TensorSummary(0, OptionalDouble.of(min), OptionalDouble.of(max)));
    }
  }
}
