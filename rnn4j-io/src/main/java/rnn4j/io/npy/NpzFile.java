package rnn4j.io.npy;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rnn4j.io.ModelFile;
import rnn4j.io.TensorInfo;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.MappedFile;
import rnn4j.io.file.Quoted;
import rnn4j.io.file.Source;
import rnn4j.io.file.TensorBytes;
import rnn4j.io.file.ZipArchive;
import rnn4j.io.file.ZipEntry;
import rnn4j.tensor.Tensor;

/// A file of arrays by name that is open for reading. All headers are read when it is opened, for
/// which compressed arrays are unpacked one after another; elements are read when they are asked
/// for.
public final class NpzFile implements ModelFile {
  private static final String EXTENSION = ".npy";

  private final Source source;
  private final ZipArchive zip;
  private final Map<String, ZipEntry> entries = new LinkedHashMap<>();
  private final Map<String, TensorInfo> infos = new LinkedHashMap<>();

  private NpzFile(Source source, ZipArchive zip) throws WeightFormatException {
    this.source = source;
    this.zip = zip;
    for (String name : zip.names()) {
      ZipEntry entry = zip.entry(name);
      if (entry == null || !name.endsWith(EXTENSION)) {
        throw source.fault(
            "has the entry %s, expected only arrays, .npy".formatted(Quoted.of(name)));
      }
      String local = name.substring(0, name.length() - EXTENSION.length());
      entries.put(local, entry);
      infos.put(local, array(local, entry, false).info());
    }
  }

  /// Opens a file, which is closed with the result, and also if it cannot be opened.
  static NpzFile open(Source source, MappedFile file) throws WeightFormatException {
    ZipArchive zip = ZipArchive.of(source, file);
    try {
      return new NpzFile(source, zip);
    } catch (Throwable e) {
      zip.close();
      throw e;
    }
  }

  private NpyArray array(String name, ZipEntry entry, boolean checked)
      throws WeightFormatException {
    MemorySegment content = checked ? zip.bytes(entry) : zip.uncheckedBytes(entry);
    return NpyArray.read(source.entry(entry.name()), name, content);
  }

  @Override
  public String format() {
    return "NumPy arrays";
  }

  @Override
  public Map<String, String> metadata() {
    return Map.of();
  }

  @Override
  public List<String> names() {
    return List.copyOf(infos.keySet());
  }

  @Override
  public TensorInfo info(String name) throws WeightFormatException {
    TensorInfo info = infos.get(name);
    if (info == null) {
      throw source.noTensor(name, infos.keySet());
    }
    return info;
  }

  @Override
  public MemorySegment bytes(String name) throws WeightFormatException {
    ZipEntry entry = entries.get(name);
    if (entry == null) {
      throw source.noTensor(name, infos.keySet());
    }
    return array(name, entry, true).bytes();
  }

  @Override
  public Tensor tensor(String name) throws WeightFormatException {
    return TensorBytes.tensor(source, info(name), bytes(name));
  }

  @Override
  public void close() {
    zip.close();
  }
}
