package rnn4j.cli.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import rnn4j.cli.CliException;

/// Reads a file of text in UTF-8, UTF-16 with a byte order mark, or else Windows-1252.
public final class TextFile {
  /// A file that does not fit is a mistake: the longest series people keep are far shorter.
  private static final int MAX_BYTES = 256 << 20;

  private TextFile() {}

  /// Returns the text of a file, without a byte order mark.
  ///
  /// @throws CliException if there is no such file, or it cannot be read, or is not text
  public static String read(Path file) {
    if (Files.isDirectory(file)) {
      throw new CliException(file + ": is a folder, expected a CSV file");
    }
    if (!Files.exists(file)) {
      throw new CliException(file + ": there is no such file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new CliException(
            "%s: is larger than %d MB, expected a CSV file of a time series"
                .formatted(file, MAX_BYTES >> 20));
      }
      return decode(file.toString(), bytes);
    } catch (IOException e) {
      throw new CliException(file + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  /// @param source the name of the file, for messages
  static String decode(String source, byte[] bytes) {
    String text = decode(bytes);
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    if (text.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f')) {
      throw new CliException(source + ": holds bytes that are not text, expected a CSV file");
    }
    return text;
  }

  private static String decode(byte[] bytes) {
    if (bytes.length >= 2
        && (bytes[0] & 0xFF) + (bytes[1] & 0xFF) == 0xFE + 0xFF
        && bytes[0] != bytes[1]
        && ((bytes[0] & 0xFF) == 0xFE || (bytes[0] & 0xFF) == 0xFF)) {
      return new String(bytes, StandardCharsets.UTF_16);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, Charset.forName("windows-1252")); // what spreadsheets write
    }
  }
}
