package rnn4j.io;

/// What the header of a safetensors file says of one tensor.
///
/// @param begin where its bytes begin, counted from the end of the header
/// @param end where its bytes end
record SafetensorsEntry(TensorInfo info, long begin, long end) {

  String name() {
    return info.name();
  }
}
