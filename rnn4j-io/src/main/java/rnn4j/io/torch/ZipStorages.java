package rnn4j.io.torch;

import java.lang.foreign.MemorySegment;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.Quoted;
import rnn4j.io.file.Source;
import rnn4j.io.file.ZipArchive;
import rnn4j.io.file.ZipEntry;

/// Storages that are entries of a zip archive, read in place. Their check sums are not looked at,
/// as PyTorch can be told to leave them out.
record ZipStorages(Source source, ZipArchive zip, String folder, boolean isBigEndian)
    implements Storages {

  @Override
  public void check(TorchStorage storage) throws WeightFormatException {
    ZipEntry entry = entry(storage);
    if (entry.size() < storage.byteSize()) {
      throw source.fault(
          "entry %s has %d bytes, expected the %d of its storage"
              .formatted(Quoted.of(entry.name()), entry.size(), storage.byteSize()));
    }
  }

  @Override
  public MemorySegment bytes(TorchStorage storage) throws WeightFormatException {
    return zip.uncheckedBytes(entry(storage)).asSlice(storage.begin(), storage.length());
  }

  private ZipEntry entry(TorchStorage storage) throws WeightFormatException {
    String name = folder + "data/" + storage.key();
    ZipEntry entry = zip.entry(name);
    if (entry == null) {
      throw source.fault("has no entry %s, expected a storage".formatted(Quoted.of(name)));
    }
    return entry;
  }

  @Override
  public void close() {
    zip.close();
  }
}
