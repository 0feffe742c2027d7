package rnn4j.io;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import rnn4j.io.file.Quoted;
import rnn4j.io.file.Source;

/// Where the tensors of a safetensors file lie: one after another without gap or overlap, from the
/// end of the header to the end of the file.
final class SafetensorsLayout {

  private SafetensorsLayout() {}

  /// Returns the tensors in the order in which they lie in the file.
  ///
  /// @param dataBytes the number of bytes after the header
  /// @throws WeightFormatException if a tensor's bytes are not as many as its type and shape take,
  ///   or if the tensors do not cover the data exactly
  static List<SafetensorsEntry> check(Source source, List<SafetensorsEntry> tensors, long dataBytes)
      throws WeightFormatException {
    for (SafetensorsEntry tensor : tensors) {
      checkSize(source, tensor, dataBytes);
    }
    var sorted = new ArrayList<>(tensors);
    // An empty tensor begins where the next one does, and comes first.
    sorted.sort(
        Comparator.comparingLong(SafetensorsEntry::begin).thenComparingLong(SafetensorsEntry::end));
    long end = 0;
    String before = "the header ends";
    for (SafetensorsEntry tensor : sorted) {
      if (tensor.begin() != end) {
        throw source.tensorFault(
            tensor.name(),
            "begins at byte %s, expected %s, where %s; there is %s"
                .formatted(
                    tensor.begin(), end, before, tensor.begin() < end ? "an overlap" : "a gap"));
      }
      end = tensor.end();
      before = "tensor " + Quoted.of(tensor.name()) + " ends";
    }
    if (end != dataBytes) {
      throw source.fault(
          "has %s bytes after the header, expected %s, where %s".formatted(dataBytes, end, before));
    }
    return List.copyOf(sorted);
  }

  private static void checkSize(Source source, SafetensorsEntry tensor, long dataBytes)
      throws WeightFormatException {
    String bytes = "has bytes [%s, %s)".formatted(tensor.begin(), tensor.end());
    if (tensor.begin() > tensor.end()) {
      throw source.tensorFault(tensor.name(), bytes + ", expected the end not before the begin");
    }
    if (tensor.end() > dataBytes) {
      throw source.tensorFault(
          tensor.name(), bytes + " of " + dataBytes + ", the file is cut short");
    }
    long expected = bytes(source, tensor);
    if (tensor.end() - tensor.begin() != expected) {
      throw source.tensorFault(
          tensor.name(),
          "has %s bytes, expected %s for %s"
              .formatted(tensor.end() - tensor.begin(), expected, tensor.info().typeAndShape()));
    }
  }

  /// Returns the number of bytes that the type and the shape take.
  private static long bytes(Source source, SafetensorsEntry tensor) throws WeightFormatException {
    long bits;
    try {
      long numel = 1;
      for (long size : tensor.info().shape()) {
        numel = Math.multiplyExact(numel, size);
      }
      bits = Math.multiplyExact(numel, tensor.info().type().bits());
    } catch (ArithmeticException _) {
      throw source.tensorFault(
          tensor.name(), "is " + tensor.info().typeAndShape() + ", expected fewer than 2^63 bits");
    }
    if (bits % Byte.SIZE != 0) {
      throw source.tensorFault(
          tensor.name(),
          "is %s, which takes %s bits, expected whole bytes"
              .formatted(tensor.info().typeAndShape(), bits));
    }
    return bits / Byte.SIZE;
  }
}
