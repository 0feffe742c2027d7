package rnn4j.data;

import org.jspecify.annotations.Nullable;

/// Reads the batches of one epoch in order. Not thread-safe.
///
/// @param <B> a batch
public interface BatchReader<B> extends AutoCloseable {

  /// Returns the next batch, or null after the last.
  ///
  /// @throws java.io.UncheckedIOException if a file cannot be read
  @SuppressWarnings("exports") // of @Nullable, see module-info
  @Nullable B next();

  /// Ends the reading, at any point.
  @Override
  default void close() {}
}
