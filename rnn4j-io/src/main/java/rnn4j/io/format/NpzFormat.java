package rnn4j.io.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import rnn4j.io.Conversion;
import rnn4j.io.ModelFile;
import rnn4j.io.npy.Npz;

/// Files of NumPy arrays by name.
final class NpzFormat implements WritableFormat {

  @Override
  public String name() {
    return "NumPy arrays";
  }

  @Override
  public List<String> extensions() {
    return List.of("npz");
  }

  @Override
  public boolean recognises(FileHead head) {
    return !head.zipNames().isEmpty()
        && head.zipNames().stream().allMatch(name -> name.endsWith(".npy"));
  }

  @Override
  public ModelFile open(Path path) throws IOException {
    return Npz.read(path);
  }

  @Override
  public Conversion write(ModelFile from, Path to) throws IOException {
    return Npz.write(from, to);
  }
}
