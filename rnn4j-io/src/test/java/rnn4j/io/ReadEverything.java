package rnn4j.io;

import java.io.IOException;

/// Asks a file for all that it has.
public final class ReadEverything {
  private ReadEverything() {}

  /// Reads everything; what has a type that cannot be read is left out.
  public static void of(ModelFile file) throws IOException {
    file.format();
    file.metadata();
    file.layers();
    for (String name : file.names()) {
      TensorInfo info = file.info(name);
      TensorSummary.of(file, name);
      boolean fits = info.shape().stream().allMatch(size -> size <= Integer.MAX_VALUE);
      if (info.type().isFloat() && fits) {
        file.tensor(name);
      } else {
        file.bytes(name);
      }
    }
  }
}
