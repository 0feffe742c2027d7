package rnn4j.io.onnx;

import org.jspecify.annotations.Nullable;

/// The names of what a graph has beside the sequences themselves.
///
/// @param sequenceLens the input with their lengths, or null if all are of one length
/// @param h the input with the hidden states before the first step, of all layers and directions,
///   or null for zeros
/// @param c likewise the cell states
record ExportStates(@Nullable String sequenceLens, @Nullable String h, @Nullable String c) {}
