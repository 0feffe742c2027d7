package rnn4j.cli.classify;

import java.util.List;
import rnn4j.tensor.Tensor;

/// Takes every feature to mean 0 and standard deviation 1 on the training sequences.
///
/// @param mean (features)
/// @param scale (features), standard deviations; 1 where that is 0
record FeatureScaling(Tensor mean, Tensor scale) {

  static FeatureScaling of(List<LabelledSequence> sequences) {
    int width = sequences.getFirst().features().size(1);
    double[] mean = new double[width];
    double[] squares = new double[width];
    long[] count = new long[width];
    for (LabelledSequence sequence : sequences) { // Welford's update
      float[] values = sequence.features().toFloatArray();
      for (int t = 0; t < sequence.length(); t++) {
        for (int k = 0; k < width; k++) {
          double x = values[t * width + k];
          if (!Double.isNaN(x)) {
            double before = x - mean[k];
            mean[k] += before / ++count[k];
            squares[k] += before * (x - mean[k]);
          }
        }
      }
    }
    float[] means = new float[width];
    float[] scales = new float[width];
    for (int k = 0; k < width; k++) {
      double deviation = Math.sqrt(squares[k] / Math.max(1, count[k]));
      means[k] = (float) mean[k];
      scales[k] = deviation > 1e-12 * Math.abs(mean[k]) && deviation > 0 ? (float) deviation : 1;
    }
    return new FeatureScaling(Tensor.of(means, width), Tensor.of(scales, width));
  }

  /// Scales features; what is missing becomes 0, the mean.
  Tensor apply(Tensor features) {
    float[] scaled = features.minus(mean).div(scale).toFloatArray();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = Float.isNaN(scaled[i]) ? 0 : scaled[i];
    }
    return Tensor.of(scaled, features.size(0), features.size(1));
  }
}
