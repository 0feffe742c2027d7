package rnn4j.io.format;

import java.io.IOException;
import java.nio.file.Path;
import rnn4j.io.Conversion;
import rnn4j.io.ModelFile;

/// A format that can also be written.
public interface WritableFormat extends ModelFormat {

  /// Writes what the format can hold of an open file, aside and renamed when it is complete.
  ///
  /// @return what was written and what could not be
  /// @throws IOException if the file cannot be read or written; no part of it is left then
  Conversion write(ModelFile from, Path to) throws IOException;
}
