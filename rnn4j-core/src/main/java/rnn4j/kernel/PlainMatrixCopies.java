package rnn4j.kernel;

/// [MatrixCopies] in plain Java.
final class PlainMatrixCopies implements MatrixCopies {
  static final PlainMatrixCopies INSTANCE = new PlainMatrixCopies();

  /// A matrix is turned in squares of this many elements: a line of the cache of each row is used
  /// up at once.
  private static final int SIDE = 16;

  private PlainMatrixCopies() {}

  @Override
  public void copy(
      int rows, int columns, float[] from, int at, int stride, float[] to, int toAt, int toStride) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(from, at + r * stride, to, toAt + r * toStride, columns);
    }
  }

  @Override
  public void turn(
      int rows, int columns, float[] from, int at, int stride, float[] to, int toAt, int toStride) {
    for (int first = 0; first < columns; first += SIDE) {
      int end = Math.min(first + SIDE, columns);
      for (int r = 0; r < rows; r++) {
        for (int c = first; c < end; c++) {
          to[toAt + c * toStride + r] = from[at + r * stride + c];
        }
      }
    }
  }
}
