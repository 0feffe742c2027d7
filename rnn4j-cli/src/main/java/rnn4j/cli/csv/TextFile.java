package rnn4j.cli.csv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import rnn4j.cli.CliException;

/// A file of text in UTF-8, UTF-16 with a byte order mark, or else Windows-1252, which has been
/// read once to find that out. It may be larger than the memory.
///
/// @param charset how it is encoded
/// @param bytes its size
/// @param hash the SHA-256 of its bytes, in hexadecimal
public record TextFile(Path path, Charset charset, long bytes, String hash) {
  private static final Charset SPREADSHEET = Charset.forName("windows-1252");
  private static final int BUFFER = 1 << 16;

  /// A text that is read whole and does not fit is a mistake: the longest that people keep are far
  /// shorter.
  private static final int MAX_BYTES = 256 << 20;

  /// Reads a file from beginning to end.
  ///
  /// @throws CliException if there is no such file, or it cannot be read, or is not text
  public static TextFile open(Path file) {
    requireFile(file);
    try (InputStream in = Files.newInputStream(file)) {
      return new Scan(file).run(in);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /// Refuses what is no file of text, whatever may be in it.
  ///
  /// @throws CliException if there is no such file, or it is a folder, or a pipe, which could not
  ///   be read twice
  public static void requireFile(Path file) {
    if (Files.isDirectory(file)) {
      throw new CliException(file + ": is a folder, expected a file of text");
    }
    if (!Files.exists(file)) {
      throw new CliException(file + ": there is no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw new CliException(
          file + ": is a pipe or a device, expected a file, which can be read more than once");
    }
  }

  private static CliException unreadable(Path file, IOException e) {
    return new CliException(file + ": cannot be read (" + CliException.reason(e) + ")");
  }

  /// Returns the text of a file, without a byte order mark.
  ///
  /// @throws CliException if there is no such file, or it cannot be read, or is not text
  public static String read(Path file) {
    TextFile text = open(file);
    if (text.bytes() > MAX_BYTES) {
      throw new CliException(
          "%s: is larger than %d MB, expected a file that fits in memory"
              .formatted(file, MAX_BYTES >> 20));
    }
    try (BufferedReader reader = text.reader()) {
      return reader.readAllAsString();
    } catch (IOException e) {
      throw text.unreadable(e);
    }
  }

  /// Begins to read the text, without a byte order mark.
  ///
  /// @throws CliException if it cannot be read
  public BufferedReader reader() {
    try {
      var decoded = new InputStreamReader(Files.newInputStream(path), charset);
      var reader = new BufferedReader(decoded, BUFFER);
      reader.mark(1);
      if (reader.read() != '\uFEFF') {
        reader.reset();
      }
      return reader;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// Returns what to tell the user of a failure to read.
  public CliException unreadable(IOException e) {
    return unreadable(path, e);
  }

  /// Returns the file's name, for messages.
  public String source() {
    return path.getFileName().toString();
  }

  /// Looks at every byte of a file once.
  private static final class Scan {
    private final Path file;
    private final MessageDigest digest;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder(); // reports faults
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
    private final CharBuffer chars = CharBuffer.allocate(BUFFER);
    private boolean isUtf8 = true;

    Scan(Path file) {
      this.file = file;
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }

    TextFile run(InputStream in) throws IOException {
      byte[] piece = new byte[BUFFER / 2];
      long size = 0;
      boolean utf16 = false;
      for (int n = in.readNBytes(piece, 0, piece.length);
          n > 0;
          n = in.readNBytes(piece, 0, piece.length)) {
        utf16 = size == 0 ? startsAsUtf16(piece, n) : utf16;
        digest.update(piece, 0, n);
        size += n;
        if (!utf16) {
          requireText(piece, n);
          decode(piece, n, false);
        }
      }
      decode(piece, 0, true);
      Charset charset =
          utf16 ? StandardCharsets.UTF_16 : isUtf8 ? StandardCharsets.UTF_8 : SPREADSHEET;
      var text = new TextFile(file, charset, size, HexFormat.of().formatHex(digest.digest()));
      if (utf16) {
        requireText(text);
      }
      return text;
    }

    private static boolean startsAsUtf16(byte[] piece, int count) {
      int first = count < 2 ? 0 : (piece[0] & 0xFF) << 8 | (piece[1] & 0xFF);
      return first == 0xFEFF || first == 0xFFFE;
    }

    private void decode(byte[] piece, int count, boolean end) {
      if (isUtf8) {
        bytes.put(piece, 0, count).flip();
        CoderResult result = utf8.decode(bytes, chars.clear(), end);
        isUtf8 = !result.isError();
        bytes.compact();
      }
    }

    /// In all encodings but UTF-16 these bytes are these characters.
    private void requireText(byte[] piece, int count) {
      for (int i = 0; i < count; i++) {
        requireText(piece[i] & 0xFF);
      }
    }

    private void requireText(TextFile text) throws IOException {
      try (Reader reader = text.reader()) {
        for (int c = reader.read(); c >= 0; c = reader.read()) {
          requireText(c);
        }
      }
    }

    private void requireText(int c) {
      if (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f') {
        throw new CliException(file + ": holds bytes that are not text, expected a file of text");
      }
    }
  }
}
