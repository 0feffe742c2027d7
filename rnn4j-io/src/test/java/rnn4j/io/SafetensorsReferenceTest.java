package rnn4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.tensor.DType;
import rnn4j.tensor.Shape;
import rnn4j.tensor.Tensor;

/// Oracle: files that PyTorch and the format's own package wrote, see
/// `tools/golden/safetensors_files.py`.
final class SafetensorsReferenceTest {

  @TempDir Path folder;

  @Test
  void namesStandInTheOrderOfTheFile() throws IOException {
    try (SafetensorsFile file = Safetensors.read(Resources.path("floats.safetensors"))) {
      assertThat(file.names())
          .containsExactly(
              "scale",
              "table",
              "empty",
              "lstm.weight_hh_l0",
              "lstm.weight_ih_l0",
              "odd \"name\" \\ / \t \u001f \u007f \u00fc \uffee \ud83d\ude00",
              "\uffee",
              "\ud83d\ude00");
      assertThat(file.metadata()).containsOnly(entry("format", "pt"));
      assertThat(file.info("lstm.weight_hh_l0").shape()).containsExactly(12L, 3L);
      assertThat(file.info("lstm.weight_hh_l0").type()).isEqualTo(ElementType.F32);
    }
  }

  @Test
  void elementsAreThoseOfPyTorch() throws IOException {
    try (SafetensorsFile file = Safetensors.read(Resources.path("floats.safetensors"))) {
      assertPattern(file.tensor("lstm.weight_ih_l0"), DType.FLOAT32, 12, 5);
      assertPattern(file.tensor("lstm.weight_hh_l0"), DType.FLOAT32, 12, 3);
      assertPattern(file.tensor("scale"), DType.FLOAT64);
      assertPattern(file.tensor("table"), DType.FLOAT64, 2, 3, 4);
      assertPattern(file.tensor("empty"), DType.FLOAT32, 0, 4);
    }
  }

  @Test
  void theWriterMakesTheSameBytes() throws IOException {
    Path original = Resources.path("floats.safetensors");
    Path copy = folder.resolve("copy.safetensors");

    try (SafetensorsFile file = Safetensors.read(original)) {
      Safetensors.write(copy, file.stateDict(), file.metadata());
    }

    assertThat(copy).hasSameBinaryContentAs(original);
  }

  @ParameterizedTest
  @ValueSource(strings = {"half", "brain"})
  void halfPrecisionBecomesTheSameSinglePrecisionAsInPyTorch(String name) throws IOException {
    try (SafetensorsFile file = Safetensors.read(Resources.path("halves.safetensors"))) {
      Tensor found = file.tensor(name);
      Tensor expected = file.tensor(name + ".float");

      assertThat(found.shape()).isEqualTo(Shape.of(32, 32));
      // PyTorch makes signalling not-a-numbers quiet here, so that these are compared as equal.
      assertThat(found.toFloatArray()).containsExactly(expected.toFloatArray());
    }
  }

  @Test
  void integersAreRefusedOnlyWhenTheyAreAskedFor() throws IOException {
    try (SafetensorsFile file = Safetensors.read(Resources.path("halves.safetensors"))) {
      assertThat(file.info("steps").type()).isEqualTo(ElementType.I64);
      assertThatThrownBy(() -> file.tensor("steps"))
          .isInstanceOf(WeightFormatException.class)
          .hasMessageEndingWith(
              "halves.safetensors: tensor \"steps\" has dtype I64, expected F64, F32, F16 or BF16");
      assertThatThrownBy(file::stateDict)
          .isInstanceOf(WeightFormatException.class)
          .hasMessageContaining("tensor \"steps\"");
    }
  }

  /// Asserts that the bytes are the middle ones of `i * 2654435761`.
  private static void assertPattern(Tensor found, DType dtype, int... shape) {
    assertThat(found.dtype()).isEqualTo(dtype);
    assertThat(found.shape()).isEqualTo(Shape.of(shape));
    int size = dtype == DType.FLOAT64 ? Double.BYTES : Float.BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(found.numel() * size).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < bytes.capacity(); i++) {
      bytes.put(i, (byte) ((i * 2654435761L) >> 16));
    }
    LongStream expected =
        LongStream.range(0, found.numel())
            .map(
                i -> size == Double.BYTES ? bytes.getLong((int) i * 8) : bytes.getInt((int) i * 4));
    assertThat(TensorBits.of(found)).containsExactly(expected.toArray());
  }
}
