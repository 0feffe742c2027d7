package rnn4j.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What became of the parts of a file that was converted.
///
/// @param converted what the new file has, in words, such as `tensor "weight" (F32 of shape (3,
///   4))`
/// @param leftOut why something is not in the new file, or not as it was, by what it is
public record Conversion(List<String> converted, Map<String, String> leftOut) {

  /// Creates the report.
  public Conversion {
    converted = List.copyOf(converted);
    leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
  }
}
