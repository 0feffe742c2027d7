package rnn4j.io.file;

/// What the directory of a zip archive says of one entry.
///
/// @param method how it is compressed: [#STORED], [#DEFLATED] or one that cannot be read
/// @param crc the check sum of its content
/// @param packedSize bytes in the archive
/// @param size bytes of its content
/// @param header where its local header begins
/// @param begin where its packed bytes begin
public record ZipEntry(
    String name, int method, int crc, long packedSize, long size, long header, long begin) {
  /// Not compressed.
  public static final int STORED = 0;

  /// Compressed with deflate.
  public static final int DEFLATED = 8;

  /// Returns where the packed bytes end.
  long end() {
    return begin + packedSize;
  }
}
