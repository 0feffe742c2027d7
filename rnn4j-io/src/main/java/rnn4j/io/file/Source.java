package rnn4j.io.file;

import java.nio.file.Path;
import java.util.Collection;
import rnn4j.io.WeightFormatException;

/// The file that is being read, as the messages of faults name it.
///
/// @param where the method the user called
/// @param file its path, and what follows of it
public record Source(String where, String file) {

  /// Names a file.
  public Source(String where, Path file) {
    this(where, file.toString());
  }

  /// Returns the same file, where a fault is that of one entry of an archive.
  public Source entry(String name) {
    return new Source(where, file + ": entry " + Quoted.of(name));
  }

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
