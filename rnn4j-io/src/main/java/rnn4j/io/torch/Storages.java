package rnn4j.io.torch;

import java.lang.foreign.MemorySegment;
import rnn4j.io.WeightFormatException;

/// Where the bytes of storages lie in a file.
interface Storages extends AutoCloseable {

  /// Makes sure that a storage is there and as long as the pickle says.
  ///
  /// @throws WeightFormatException if it is not
  void check(TorchStorage storage) throws WeightFormatException;

  /// Returns the bytes of a storage, from its beginning to the end of the view.
  ///
  /// @throws WeightFormatException if they cannot be read
  MemorySegment bytes(TorchStorage storage) throws WeightFormatException;

  /// Returns whether the more significant bytes of numbers come first.
  boolean isBigEndian();

  @Override
  void close();
}
