package rnn4j.io.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import rnn4j.io.Conversion;
import rnn4j.io.ModelFile;
import rnn4j.io.Safetensors;

/// Safetensors files.
final class SafetensorsFormat implements WritableFormat {

  @Override
  public String name() {
    return "safetensors";
  }

  @Override
  public List<String> extensions() {
    return List.of("safetensors");
  }

  /// The length of the header, which is an object of JSON.
  @Override
  public boolean recognises(FileHead head) {
    ByteBuffer first = head.first().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (first.limit() <= Long.BYTES || first.get(Long.BYTES) != '{') {
      return false;
    }
    long length = first.getLong(0);
    return length > 0 && length <= head.size() - Long.BYTES;
  }

  @Override
  public ModelFile open(Path path) throws IOException {
    return Safetensors.read(path);
  }

  @Override
  public Conversion write(ModelFile from, Path to) throws IOException {
    return Safetensors.write(from, to);
  }
}
