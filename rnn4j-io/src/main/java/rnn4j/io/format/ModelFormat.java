package rnn4j.io.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import rnn4j.io.ModelFile;

/// A format of files of models. A new one is listed in [Formats].
public interface ModelFormat {

  /// Returns its name, such as `safetensors`.
  String name();

  /// Returns the extensions of its files' names, in lower case without a dot, the usual one first.
  List<String> extensions();

  /// Returns whether a file is of this format, as far as its beginning tells.
  boolean recognises(FileHead head);

  /// Opens a file.
  ///
  /// @throws IOException if it cannot be read, or is not as the format demands
  ModelFile open(Path path) throws IOException;
}
