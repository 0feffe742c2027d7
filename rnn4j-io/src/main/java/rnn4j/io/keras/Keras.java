package rnn4j.io.keras;

import java.io.IOException;
import java.nio.file.Path;

/// Models and weights that Keras saved: `.keras`, `.h5` and `.weights.h5`.
public final class Keras {
  private Keras() {}

  /// Opens a file for reading.
  ///
  /// @throws rnn4j.io.WeightFormatException if the file is not as its format demands
  /// @throws IOException if it cannot be read
  public static KerasFile read(Path path) throws IOException {
    return KerasFile.open(path);
  }
}
