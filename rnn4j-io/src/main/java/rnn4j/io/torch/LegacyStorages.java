package rnn4j.io.torch;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.MappedFile;
import rnn4j.io.file.Quoted;
import rnn4j.io.file.Source;

/// Storages that follow the pickles of a legacy file, little-endian whatever machine wrote them.
///
/// @param begins where the bytes of each begin, by key
record LegacyStorages(Source source, MappedFile file, Map<String, Long> begins)
    implements Storages {

  @Override
  public void check(TorchStorage storage) throws WeightFormatException {
    if (!begins.containsKey(storage.key())) {
      throw source.fault("has no storage %s, expected one".formatted(Quoted.of(storage.key())));
    }
  }

  @Override
  public MemorySegment bytes(TorchStorage storage) {
    long begin = begins.getOrDefault(storage.key(), 0L);
    return file.bytes().asSlice(begin + storage.begin(), storage.length());
  }

  @Override
  public boolean isBigEndian() {
    return false;
  }

  @Override
  public void close() {
    file.close();
  }
}
