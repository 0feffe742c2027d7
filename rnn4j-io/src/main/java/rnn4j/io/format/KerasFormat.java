package rnn4j.io.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import rnn4j.io.ModelFile;
import rnn4j.io.keras.Keras;

/// Files of Keras: HDF5, or an archive with an HDF5 file in it.
final class KerasFormat implements ModelFormat {
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  @Override
  public String name() {
    return "Keras";
  }

  @Override
  public List<String> extensions() {
    return List.of("keras", "h5", "hdf5");
  }

  @Override
  public boolean recognises(FileHead head) {
    return head.startsWith(HDF5) || head.zipNames().contains("model.weights.h5");
  }

  @Override
  public ModelFile open(Path path) throws IOException {
    return Keras.read(path);
  }
}
