package rnn4j.io.onnx;

/// A part of a file, from byte `begin` to before byte `end`.
record Span(long begin, long end) {

  /// Returns the number of bytes.
  long bytes() {
    return end - begin;
  }
}
