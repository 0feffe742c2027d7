package rnn4j.io.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import rnn4j.io.ModelFile;
import rnn4j.io.npy.Npy;

/// Files of one NumPy array, which hold no model but can be looked at.
final class NpyFormat implements ModelFormat {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  @Override
  public String name() {
    return "NumPy array";
  }

  @Override
  public List<String> extensions() {
    return List.of("npy");
  }

  @Override
  public boolean recognises(FileHead head) {
    return head.startsWith(MAGIC);
  }

  @Override
  public ModelFile open(Path path) throws IOException {
    return Npy.open(path);
  }
}
