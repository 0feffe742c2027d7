package rnn4j.io.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// All formats, in the order in which they are asked: those that tell their files by the first
/// bytes come before those that can only guess.
public final class Formats {
  private static final List<ModelFormat> ALL =
      List.of(
          new SafetensorsFormat(),
          new TorchFormat(),
          new NpyFormat(),
          new NpzFormat(),
          new KerasFormat(),
          new OnnxFormat());

  private Formats() {}

  /// Returns all formats.
  public static List<ModelFormat> all() {
    return ALL;
  }

  /// Returns the format that recognises a file; if none does, the one that its name's extension
  /// tells, so that a damaged file is said to be one.
  ///
  /// @throws IOException if the file cannot be read
  public static Optional<ModelFormat> of(Path path) throws IOException {
    FileHead head = FileHead.of(path);
    return ALL.stream()
        .filter(format -> format.recognises(head))
        .findFirst()
        .or(() -> byExtension(head.extension()));
  }

  /// Returns the format whose files' names have this extension.
  public static Optional<ModelFormat> byExtension(String extension) {
    return ALL.stream().filter(format -> format.extensions().contains(extension)).findFirst();
  }
}
