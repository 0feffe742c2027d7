package rnn4j.kernel;

/// Reads columns of a matrix that is given as to [Kernels#pack].
public record Column(
    Data source, int offset, int depth, int depthStride, int gateStride, int unitStride) {

  /// Returns the elements of unit `j` of gate `g`, as single precision, rounded to a format.
  public float[] read(int g, int j, WeightFormat format) {
    var column = new float[depth];
    int at = offset + g * gateStride + j * unitStride;
    for (int k = 0; k < depth; k++) {
      column[k] = (float) source.get(at + k * depthStride);
    }
    format.round(column);
    return column;
  }
}
