package rnn4j.io;

import java.util.Map;
import rnn4j.tensor.Tensor;

/// What a layer of a file computes.
///
/// @param output (seqLen, batch, numDirections * size)
/// @param states after the last step of each sequence, by name, (numLayers * numDirections, batch,
///   size) each
public record LayerRun(Tensor output, Map<String, Tensor> states) {}
