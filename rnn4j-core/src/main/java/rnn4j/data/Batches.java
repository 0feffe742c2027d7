package rnn4j.data;

import java.util.OptionalLong;

/// The batches of a training, epoch by epoch. What an epoch consists of depends on nothing but its
/// number, so that a training can go on in the middle of one.
///
/// @param <B> a batch
public interface Batches<B> {

  /// Begins to read an epoch.
  ///
  /// @param epoch its number, from 0
  /// @param from how many batches to leave out
  BatchReader<B> epoch(long epoch, long from);

  /// Returns how many batches an epoch has, where that is known.
  OptionalLong batchesPerEpoch();

  /// Returns a text that changes when the data do; a training refuses to go on with other data than
  /// it began with.
  String fingerprint();
}
