package rnn4j.io.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.io.ModelFile;
import rnn4j.io.ModelFiles;
import rnn4j.io.Resources;
import rnn4j.io.Safetensors;
import rnn4j.io.TensorBits;
import rnn4j.io.WeightFormatException;
import rnn4j.tensor.Tensor;

/// Oracle: NumPy, which wrote the files, see `tools/golden/npy_files.py`.
final class NpyReferenceTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "all.npz",
        "compressed.npz",
        "fortran.npz",
        "big-endian.npz",
        "big-endian-fortran.npz"
      })
  void everyArrayHasTheBitsOfNumpy(String name) throws IOException {
    try (ModelFile found = ModelFiles.open(path(name));
        ModelFile wanted = Safetensors.read(path("all.safetensors"))) {
      assertThat(found).isInstanceOf(NpzFile.class);
      assertThat(found.names()).containsExactlyInAnyOrderElementsOf(wanted.names());
      for (String array : wanted.names()) {
        assertThat(found.info(array)).isEqualTo(wanted.info(array));
        assertThat(found.bytes(array).toArray(ValueLayout.JAVA_BYTE))
            .as(array)
            .containsExactly(wanted.bytes(array).toArray(ValueLayout.JAVA_BYTE));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyVersionIsRead(int version) throws IOException {
    try (ModelFile wanted = Safetensors.read(path("all.safetensors"))) {
      Tensor found = Npy.read(path("version-" + version + ".npy"));

      assertThat(found.shape()).isEqualTo(wanted.tensor("single").shape());
      assertThat(TensorBits.of(found)).containsExactly(TensorBits.of(wanted.tensor("single")));
    }
  }

  @Test
  void theWriterMakesTheBytesOfNumpy() throws IOException {
    Path copy = folder.resolve("copy.npy");
    Npy.write(copy, Npy.read(path("version-1.npy")));
    assertThat(copy).hasSameBinaryContentAs(path("version-1.npy"));
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("a/b.c", Tensor.of(new double[] {Double.NaN, -0.0, 1e300}, 3, 1));
    tensors.put("\u00fc", Tensor.scalar(3f));
    tensors.put("empty", Tensor.zeros(2, 0));
    Path path = folder.resolve("m.npz");

    Npz.write(path, tensors);

    try (NpzFile file = Npz.read(path)) {
      assertThat(file.names()).containsExactlyElementsOf(tensors.keySet());
      for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
        Tensor found = file.tensor(entry.getKey());
        assertThat(found.shape()).isEqualTo(entry.getValue().shape());
        assertThat(TensorBits.of(found)).containsExactly(TensorBits.of(entry.getValue()));
      }
    }
  }

  @Test
  void integersAreReadAsIndicesOnly() throws IOException {
    Path path = folder.resolve("short.npz");
    try (ModelFile file = ModelFiles.open(path("all.npz"))) {
      assertThatThrownBy(() -> file.tensor("short"))
          .isInstanceOf(WeightFormatException.class)
          .hasMessageEndingWith("tensor \"short\" has dtype I16, expected F64, F32, F16 or BF16");
      Npz.write(file, path);
    }
    assertThatThrownBy(() -> Npy.readIndices(path("version-1.npy")))
        .isInstanceOf(WeightFormatException.class)
        .hasMessageEndingWith("is F32 of shape (2, 3, 4), expected integers");
  }

  private static Path path(String name) {
    return Resources.path("npy/" + name);
  }
}
