package rnn4j.io.onnx;

import org.jspecify.annotations.Nullable;
import rnn4j.tensor.Tensor;

/// What a recurrent operator puts out. In a batch-first layer the batch is the first dimension of
/// everything.
///
/// @param y hidden states of all steps, (seqLen, numDirections, batch, hiddenSize), or (batch,
///   seqLen, numDirections, hiddenSize); zero beyond a sequence's length
/// @param yH the last of each direction, (numDirections, batch, hiddenSize), or (batch,
///   numDirections, hiddenSize); zero for a sequence of length zero
/// @param yC cell states like `yH`; null unless the operator is an LSTM
@SuppressWarnings("exports") // of @Nullable, see module-info
public record OnnxOutput(Tensor y, Tensor yH, @Nullable Tensor yC) {}
