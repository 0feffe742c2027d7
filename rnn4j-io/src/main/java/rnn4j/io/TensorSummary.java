package rnn4j.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import rnn4j.io.file.IntegerBytes;
import rnn4j.io.file.Ranges;

/// The range of a tensor's elements.
///
/// @param nans how many elements are not a number
/// @param min the least of the others; empty if there are none, or the type has no order
/// @param max the greatest of the others
public record TensorSummary(long nans, OptionalDouble min, OptionalDouble max) {
  private static final TensorSummary EMPTY =
      new TensorSummary(0, OptionalDouble.empty(), OptionalDouble.empty());

  /// How many elements are looked at together.
  private static final long CHUNK = 1 << 14;

  /// Looks at all elements of a tensor, on several threads and without taking them into memory.
  ///
  /// @throws IOException if the tensor cannot be read
  public static TensorSummary of(ModelFile file, String name) throws IOException {
    TensorInfo info = file.info(name);
    ElementType type = info.type();
    if (!type.isFloat() && !IntegerBytes.isInteger(type)) {
      return EMPTY;
    }
    MemorySegment bytes = file.bytes(name);
    long numel = info.numel();
    return LongStream.range(0, Math.ceilDiv(numel, CHUNK))
        .parallel()
        .mapToObj(i -> Ranges.of(type, bytes, i * CHUNK, Math.min(numel, (i + 1) * CHUNK)))
        .reduce(EMPTY, TensorSummary::and);
  }

  private TensorSummary and(TensorSummary other) {
    return new TensorSummary(
        nans + other.nans, both(min, other.min, true), both(max, other.max, false));
  }

  private static OptionalDouble both(OptionalDouble a, OptionalDouble b, boolean least) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    double x = a.getAsDouble();
    double y = b.getAsDouble();
    return OptionalDouble.of(least ? Math.min(x, y) : Math.max(x, y));
  }
}
