package rnn4j.io.onnx;

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
import rnn4j.io.Safetensors;
import rnn4j.io.SafetensorsFile;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.MappedFile;
import rnn4j.io.file.Source;
import rnn4j.tensor.Tensor;

/// Models among the resources and in memory. How they were made: `tools/golden/onnx_models.py`.
final class OnnxModels {
  private OnnxModels() {}

  /// Opens bytes as a file named `m.onnx`.
  static OnnxFile open(byte[] bytes) throws WeightFormatException {
    return new OnnxFile(new Source("Onnx.read", Path.of("m.onnx")), MappedFile.of(bytes), null);
  }

  static byte[] resource(String name) {
    try (InputStream in = OnnxModels.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the entries of a zip file.
  static Map<String, byte[]> entries(String name) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(resource(name)))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        entries.put(e.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  /// Returns the tensors of a safetensors file, integers left out.
  static Map<String, Tensor> tensors(byte[] content) throws IOException {
    Path file = Files.createTempFile("rnn4j-", ".safetensors");
    try {
      Files.write(file, content);
      try (SafetensorsFile opened = Safetensors.read(file)) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : opened.names()) {
          switch (opened.info(name).type()) {
            case F32, F64 -> tensors.put(name, opened.tensor(name));
            default -> {}
          }
        }
        return tensors;
      }
    } finally {
      Files.delete(file);
    }
  }
}
