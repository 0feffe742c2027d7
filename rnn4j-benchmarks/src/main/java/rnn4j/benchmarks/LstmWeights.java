package rnn4j.benchmarks;

import java.util.SplittableRandom;

/// The input and the weights of an LSTM, the same for all who take part. Layouts are PyTorch's:
/// gates in the order i, f, g, o; entry `layer * directions + direction` belongs to one layer and
/// direction.
///
/// @param input (seqLen, batch, inputSize)
/// @param weightIh (4 * hiddenSize, inputSize of the layer) each
/// @param weightHh (4 * hiddenSize, hiddenSize) each
/// @param biasIh (4 * hiddenSize) each
/// @param biasHh (4 * hiddenSize) each
@SuppressWarnings("ArrayRecordComponent") // large, never compared
public record LstmWeights(
    float[] input, float[][] weightIh, float[][] weightHh, float[][] biasIh, float[][] biasHh) {

  /// Draws the weights of a case, always the same.
  public static LstmWeights of(Case shape) {
    var random = new SplittableRandom(42);
    int layers = shape.numLayers() * shape.directions();
    int hiddenSize = shape.hiddenSize();
    var weights =
        new LstmWeights(
            uniform(random, shape.seqLen() * shape.batch() * shape.inputSize(), 1),
            new float[layers][],
            new float[layers][],
            new float[layers][],
            new float[layers][]);
    double bound = 1 / Math.sqrt(hiddenSize);
    for (int i = 0; i < layers; i++) {
      int inputSize = shape.inputSize(i / shape.directions());
      weights.weightIh[i] = uniform(random, 4 * hiddenSize * inputSize, bound);
      weights.weightHh[i] = uniform(random, 4 * hiddenSize * hiddenSize, bound);
      weights.biasIh[i] = uniform(random, 4 * hiddenSize, bound);
      weights.biasHh[i] = uniform(random, 4 * hiddenSize, bound);
    }
    return weights;
  }

  private static float[] uniform(SplittableRandom random, int length, double bound) {
    var elements = new float[length];
    for (int i = 0; i < length; i++) {
      elements[i] = (float) random.nextDouble(-bound, bound);
    }
    return elements;
  }
}
