package rnn4j.io.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import rnn4j.io.Conversion;
import rnn4j.io.ModelFile;
import rnn4j.io.onnx.Onnx;

/// ONNX models.
final class OnnxFormat implements WritableFormat {
  /// The tags of the fields that may come after the first, from the producer's name to the opsets.
  private static final List<Integer> SECOND_TAGS =
      List.of(0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42);

  private static final int LAST_IR_VERSION = 100;

  @Override
  public String name() {
    return "ONNX";
  }

  @Override
  public List<String> extensions() {
    return List.of("onnx");
  }

  /// The format has no sign of its own; files begin with the field of its version.
  @Override
  public boolean recognises(FileHead head) {
    return head.first().limit() > 3
        && head.first().get(0) == 0x08
        && head.first().get(1) > 0
        && head.first().get(1) < LAST_IR_VERSION
        && SECOND_TAGS.contains((int) head.first().get(2));
  }

  @Override
  public ModelFile open(Path path) throws IOException {
    return Onnx.read(path);
  }

  @Override
  public Conversion write(ModelFile from, Path to) throws IOException {
    return Onnx.write(from, to);
  }
}
