package rnn4j.kernel;

/// MatrixCopies matrices in single precision from one array to another, as they are or turned.
///
/// A matrix starts at one element of an array, and its rows lie `stride` elements apart.
interface MatrixCopies {

  /// Writes `to[r][c] = from[r][c]`.
  void copy(
      int rows, int columns, float[] from, int at, int stride, float[] to, int toAt, int toStride);

  /// Writes `to[c][r] = from[r][c]`.
  void turn(
      int rows, int columns, float[] from, int at, int stride, float[] to, int toAt, int toStride);
}
