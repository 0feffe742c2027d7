package rnn4j.io.file;

import java.nio.file.Path;
import java.util.Collection;
import rnn4j.io.WeightFormatException;

/// The file that is being read, as the messages of faults name it.
///
/// @param where the method the user called
public record Source(String where, Path file) {

  /// Returns a fault of the file as a whole.
  public WeightFormatException fault(String fault) {
    return new WeightFormatException(where + ": " + file + ": " + fault);
  }

  /// Returns a fault of one tensor; the text goes on after the tensor's name.
  public WeightFormatException tensorFault(String tensor, String fault) {
    return fault("tensor " + Quoted.of(tensor) + " " + fault);
  }

  /// Returns the fault of a tensor asked for that is not there.
  ///
  /// @param names of those that are
  public WeightFormatException noTensor(String tensor, Collection<String> names) {
    return tensorFault(
        tensor,
        names.isEmpty()
            ? "is not in the file, which has no tensors"
            : "is not in the file, expected one of " + Quoted.list(names));
  }
}
