package rnn4j.benchmarks;

/// One workload: a layer, its input, and what is done with it. Sequences are time-major.
///
/// @param name unique among all cases, without spaces
/// @param halfPadding whether sequences have all lengths from one step to all, so that half of the
///   batch is padding
public record Case(
    String name,
    Kind kind,
    Variant variant,
    int batch,
    int seqLen,
    int inputSize,
    int hiddenSize,
    int numLayers,
    boolean bidirectional,
    boolean halfPadding) {

  /// Returns one layer in one direction with as many inputs as hidden units.
  public static Case of(Kind kind, Variant variant, int batch, int seqLen, int size) {
    return of(kind, variant, batch, seqLen, size, size);
  }

  /// Returns one layer in one direction.
  static Case of(Kind kind, Variant variant, int batch, int seqLen, int inputSize, int hiddenSize) {
    var plain = new Case("", kind, variant, batch, seqLen, inputSize, hiddenSize, 1, false, false);
    return plain.named();
  }

  private Case named() {
    // Not by String.format, which takes a while at first: the start of Java is timed too.
    StringBuilder text = new StringBuilder();
    text.append(kind).append('-').append(variant);
    text.append("-b").append(batch).append("-t").append(seqLen);
    text.append("-i").append(inputSize).append("-h").append(hiddenSize);
    if (numLayers > 1) {
      text.append("-layers").append(numLayers);
    }
    text.append(bidirectional ? "-both" : "").append(halfPadding ? "-lengths" : "");
    return new Case(
        text.toString().toLowerCase(java.util.Locale.ROOT),
        kind,
        variant,
        batch,
        seqLen,
        inputSize,
        hiddenSize,
        numLayers,
        bidirectional,
        halfPadding);
  }

  /// Returns this case with layers on top of one another, in both directions.
  Case stacked(int layers) {
    return new Case(
            name, kind, variant, batch, seqLen, inputSize, hiddenSize, layers, true, halfPadding)
        .named();
  }

  /// Returns this case with sequences of different lengths.
  Case withLengths() {
    return new Case(
            name,
            kind,
            variant,
            batch,
            seqLen,
            inputSize,
            hiddenSize,
            numLayers,
            bidirectional,
            true)
        .named();
  }

  /// Returns the case in small, to test it rather than to time it.
  public Case small() {
    return new Case(
            name,
            kind,
            variant,
            Math.min(batch, 3),
            Math.min(seqLen, 4),
            Math.min(inputSize, 5),
            Math.min(hiddenSize, 8),
            numLayers,
            bidirectional,
            halfPadding)
        .named();
  }

  /// Returns the number of directions.
  public int directions() {
    return bidirectional ? 2 : 1;
  }

  /// Returns the size of the input of a layer.
  public int inputSize(int layer) {
    return layer == 0 ? inputSize : directions() * hiddenSize;
  }

  /// Returns the lengths of the sequences.
  int[] lengths() {
    var lengths = new int[batch];
    for (int n = 0; n < batch; n++) {
      lengths[n] = halfPadding ? seqLen - n * (seqLen - 1) / Math.max(1, batch - 1) : seqLen;
    }
    return lengths;
  }

  /// Returns the floating-point operations of the linear maps, two for each multiply-add; those of
  /// training count three times those of inference.
  public double flops() {
    double perStep = 0;
    for (int layer = 0; layer < numLayers; layer++) {
      perStep += 2.0 * directions() * variant.weights(inputSize(layer), hiddenSize);
    }
    double steps = java.util.Arrays.stream(lengths()).sum();
    return (kind == Kind.TRAINING ? 3 : 1) * perStep * steps;
  }

  /// Returns how many bytes the weights of all layers take in single precision.
  public long weightBytes() {
    long weights = 0;
    for (int layer = 0; layer < numLayers; layer++) {
      weights += directions() * variant.weights(inputSize(layer), hiddenSize);
    }
    return 4 * weights;
  }

  /// Returns whether this is a plain LSTM over sequences of one length, which other libraries have
  /// too.
  public boolean isCommon() {
    return variant == Variant.LSTM && !halfPadding;
  }
}
