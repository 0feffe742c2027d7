package rnn4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// Oracle: what is read is what was written, bit for bit.
final class SafetensorsRoundTripTest {

  @TempDir Path folder;

  @Test
  void notANumbersKeepTheirPayloads() throws IOException {
    int[] floatBits = {0x7f800001, 0x7fc00000, 0xffffffff, 0xff923456, 0x80000000, 1};
    long[] doubleBits = {
      0x7ff0000000000001L, 0x7ff8000000000000L, -1L, 0xfff123456789abcdL, 1L << 63, 1
    };
    var floats = new float[floatBits.length];
    var doubles = new double[doubleBits.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = Float.intBitsToFloat(floatBits[i]);
      doubles[i] = Double.longBitsToDouble(doubleBits[i]);
    }

    Path path = folder.resolve("m.safetensors");
    Safetensors.write(path, Map.of("f", Tensor.of(floats, 2, 3), "d", Tensor.of(doubles, 3, 2)));

    try (SafetensorsFile file = Safetensors.read(path)) {
      assertThat(TensorBits.of(file.tensor("f")))
          .containsExactly(IntStream.of(floatBits).mapToLong(Long::valueOf).toArray());
      assertThat(TensorBits.of(file.tensor("d"))).containsExactly(doubleBits);
    }
  }

  @Test
  void scalarsAndEmptyTensorsKeepTheirShapes() throws IOException {
    var state = new LinkedHashMap<String, Tensor>();
    state.put("", Tensor.scalar(2f));
    state.put("scalar", Tensor.scalar(3.0));
    state.put("empty", Tensor.zeros(0));
    state.put("empty.matrix", Tensor.zeros(5, 0, 2));
    state.put("one", Tensor.ones(1, 1, 1));

    assertSameState(roundTrip(state), state);
  }

  @Test
  void noTensorsAtAllIsAFile() throws IOException {
    assertThat(roundTrip(Map.of())).isEmpty();
  }

  @Test
  void metadataIsKept() throws IOException {
    var metadata =
        Map.of("format", "pt", "", "", "note", "\"\\\u0000\n\u007f\u2028 \u00fc \ud83d\ude00");
    Path path = folder.resolve("m.safetensors");

    Safetensors.write(path, Map.of(), metadata);

    try (SafetensorsFile file = Safetensors.read(path)) {
      assertThat(file.metadata()).isEqualTo(metadata);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anyStateIsKept(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    var state = new LinkedHashMap<String, Tensor>();
    for (int i = random.nextInt(20); i >= 0; i--) {
      int[] shape = random.ints(random.nextInt(4), 0, 40).toArray();
      double[] elements = random.doubles(IntStream.of(shape).reduce(1, (a, b) -> a * b)).toArray();
      Tensor tensor = Tensor.of(elements, shape);
      state.put("tensor." + i, random.nextBoolean() ? tensor : tensor.to(DType.FLOAT32));
    }

    assertSameState(roundTrip(state), state);
  }

  /// The writer works in pieces of 64 KiB.
  @ParameterizedTest
  @ValueSource(ints = {16383, 16384, 16385, 40000})
  void tensorsOfSeveralPiecesAreKept(int numel) throws IOException {
    var floats = new float[numel];
    var doubles = new double[numel];
    for (int i = 0; i < numel; i++) {
      floats[i] = i;
      doubles[i] = -i;
    }
    Map<String, Tensor> state =
        Map.of("f", Tensor.of(floats, numel), "d", Tensor.of(doubles, numel));

    assertSameState(roundTrip(state), state);
  }

  private Map<String, Tensor> roundTrip(Map<String, Tensor> state) throws IOException {
    Path path = folder.resolve("m.safetensors");
    Safetensors.write(path, state);
    try (SafetensorsFile file = Safetensors.read(path)) {
      return file.stateDict();
    }
  }

  private static void assertSameState(Map<String, Tensor> found, Map<String, Tensor> expected) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    found.forEach((name, tensor) -> {
      Tensor written = Objects.requireNonNull(expected.get(name));
      assertThat(tensor.dtype()).as(name).isEqualTo(written.dtype());
      assertThat(tensor.shape()).as(name).isEqualTo(written.shape());
      assertThat(TensorBits.of(tensor)).as(name).containsExactly(TensorBits.of(written));
    });
  }
}
