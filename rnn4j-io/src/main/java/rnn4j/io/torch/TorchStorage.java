package rnn4j.io.torch;

import org.jspecify.annotations.Nullable;
import rnn4j.io.ElementType;

/// A piece of memory that tensors share, as the pickle speaks of it.
///
/// @param key under which the file has its bytes
/// @param type of its elements; null for one of bytes, whose tensors have types
/// @param byteSize of all of it
/// @param begin where a view of it begins, in bytes; 0 for the storage itself
/// @param end where it ends
record TorchStorage(String key, @Nullable ElementType type, long byteSize, long begin, long end) {

  /// Returns the number of bytes that tensors can use.
  long length() {
    return end - begin;
  }
}
