package rnn4j.io.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import rnn4j.io.file.ZipArchive;

/// What tells the format of a file: its first bytes, and of a zip archive the names of its entries.
///
/// @param extension of the file's name, in lower case without a dot, such as `safetensors`
/// @param size of the file in bytes
/// @param first bytes of the file, at most [#BYTES], from index 0 to the limit
/// @param zipNames the names of the entries of a zip archive; empty if it is none
public record FileHead(String extension, long size, ByteBuffer first, List<String> zipNames) {
  /// How many bytes are looked at.
  public static final int BYTES = 4096;

  private static final byte[] ZIP = {'P', 'K', 3, 4};

  /// Reads the beginning of a file.
  ///
  /// @throws IOException if it cannot be read, or is a bad zip archive
  public static FileHead of(Path path) throws IOException {
    ByteBuffer first;
    try (InputStream in = Files.newInputStream(path)) {
      first = ByteBuffer.wrap(in.readNBytes(BYTES)).asReadOnlyBuffer();
    }
    var head = new FileHead(extension(path), Files.size(path), first, List.of());
    if (!head.startsWith(ZIP)) {
      return head;
    }
    try (ZipArchive zip = ZipArchive.open("ModelFiles.open", path)) {
      return new FileHead(head.extension, head.size, first, List.copyOf(zip.names()));
    }
  }

  /// Returns what comes after the last dot of the file's name, in lower case.
  public static String extension(Path path) {
    Path name = path.getFileName();
    String text = name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
    return text.substring(text.lastIndexOf('.') + 1); // all of it if there is none
  }

  /// Returns whether the file begins with these bytes.
  public boolean startsWith(byte... begin) {
    if (first.limit() < begin.length) {
      return false;
    }
    for (int i = 0; i < begin.length; i++) {
      if (first.get(i) != begin[i]) {
        return false;
      }
    }
    return true;
  }
}
