package rnn4j.nn;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/// Opens files for [Lstm#load(Path)] and its like. The core knows no format of files; the module
/// `rnn4j-io` provides a reader of many, which is found as a service, see
/// [java.util.ServiceLoader].
public interface LayerReader {

  /// Opens a file.
  ///
  /// @throws IOException if it cannot be read, or its format is not known
  OpenFile open(Path path) throws IOException;

  /// A file that is open for reading.
  interface OpenFile extends Closeable {

    /// Returns the recurrent layers that the file holds; their parameters can be read until the
    /// file is closed.
    ///
    /// @throws IOException if the file cannot be read
    StoredLayers layers() throws IOException;
  }
}
