package rnn4j.io.npy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import rnn4j.io.ModelFile;
import rnn4j.io.TensorInfo;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.MappedFile;
import rnn4j.io.file.Source;
import rnn4j.io.file.TensorBytes;
import rnn4j.tensor.Tensor;

/// A file of one array that is open for reading; its one tensor is named `array`.
public final class NpyFile implements ModelFile {
  private static final String NAME = "array";

  private final Source source;
  private final MappedFile file;
  private final NpyArray array;

  /// Checks a file, which is closed with this.
  NpyFile(Source source, MappedFile file) throws WeightFormatException {
    this.source = source;
    this.file = file;
    this.array = NpyArray.read(source, NAME, file.bytes());
  }

  static NpyFile open(Path path) throws IOException {
    MappedFile file = MappedFile.open(path);
    try {
      return new NpyFile(new Source("Npy.open", path), file);
    } catch (Throwable e) {
      file.close();
      throw e;
    }
  }

  @Override
  public String format() {
    return "NumPy array";
  }

  @Override
  public Map<String, String> metadata() {
    return Map.of();
  }

  @Override
  public List<String> names() {
    return List.of(NAME);
  }

  @Override
  public TensorInfo info(String name) throws WeightFormatException {
    if (!name.equals(NAME)) {
      throw source.noTensor(name, names());
    }
    return array.info();
  }

  @Override
  public MemorySegment bytes(String name) throws WeightFormatException {
    info(name);
    return array.bytes();
  }

  @Override
  public Tensor tensor(String name) throws WeightFormatException {
    return TensorBytes.tensor(source, info(name), bytes(name));
  }

  @Override
  public void close() {
    file.close();
  }
}
