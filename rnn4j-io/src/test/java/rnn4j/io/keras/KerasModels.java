package rnn4j.io.keras;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import rnn4j.io.ModelFile;
import rnn4j.io.ModelFiles;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.MappedFile;
import rnn4j.io.file.Source;
import rnn4j.io.file.ZipArchive;
import rnn4j.tensor.Tensor;

/// Files that Keras wrote, and some in the layout of older versions. How they were made:
/// `tools/golden/keras_models.py`.
final class KerasModels {
  private static final Map<String, byte[]> FILES = files();

  private KerasModels() {}

  private static Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (InputStream in = KerasModels.class.getResourceAsStream("models.zip");
        var zip =
            new ZipInputStream(
                new ByteArrayInputStream(Objects.requireNonNull(in).readAllBytes()))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        files.put(e.getName(), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  static byte[] bytes(String name) {
    return Objects.requireNonNull(FILES.get(name), name);
  }

  /// Opens one of the files.
  static KerasFile open(String name) throws WeightFormatException {
    return open(bytes(name));
  }

  /// Opens bytes as a file named `m.keras`.
  static KerasFile open(byte[] bytes) throws WeightFormatException {
    var source = new Source("Keras.read", "m.keras");
    MappedFile file = MappedFile.of(bytes);
    return bytes.length > 0 && bytes[0] == 'P'
        ? new KerasFile(source, ZipArchive.of(source, file))
        : new KerasFile(source, file);
  }

  /// Returns the recorded inputs and outputs.
  static Map<String, Tensor> outputs() throws IOException {
    Path path = Files.createTempFile("rnn4j-", ".safetensors");
    try {
      Files.write(path, bytes("outputs.safetensors"));
      try (ModelFile file = ModelFiles.open(path)) {
        return file.stateDict();
      }
    } finally {
      Files.delete(path);
    }
  }
}
