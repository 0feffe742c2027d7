package rnn4j.io.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import rnn4j.data.SymbolCounts;
import rnn4j.data.Vocabulary;

/// What one reading of a text tells: how many tokens it has and which, and where they are. It needs
/// memory for the different symbols and a few bytes for every thousand tokens.
public final class TextStatistics {
  /// So many tokens have their place noted once.
  static final int TOKENS_PER_NOTE = 2048;

  private final Path path;
  private final TextUnit unit;
  private final SymbolCounts counts = new SymbolCounts();
  private long[] notes = new long[64]; // places of tokens 0, TOKENS_PER_NOTE, ...
  private long tokens;
  private String hash = "";

  private TextStatistics(Path path, TextUnit unit) {
    this.path = path;
    this.unit = unit;
  }

  /// Reads a text from beginning to end.
  ///
  /// @throws IOException if it cannot be read or is not UTF-8
  public static TextStatistics read(Path path, TextUnit unit) throws IOException {
    var statistics = new TextStatistics(path, unit);
    MessageDigest digest = sha256();
    try (var file = new Utf8File(path, 0, digest::update)) {
      var scanner = new TextScanner(file, unit);
      for (String token = scanner.next(); token != null; token = scanner.next()) {
        statistics.add(token, scanner.start());
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    statistics.hash = HexFormat.of().formatHex(digest.digest());
    return statistics;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private void add(String token, long place) {
    if (tokens % TOKENS_PER_NOTE == 0) {
      int note = (int) (tokens / TOKENS_PER_NOTE);
      if (note == notes.length) {
        notes = Arrays.copyOf(notes, 2 * note);
      }
      notes[note] = place;
    }
    tokens++;
    counts.add(token);
  }

  /// Returns where the text is.
  public Path path() {
    return path;
  }

  /// Returns what it was cut into.
  public TextUnit unit() {
    return unit;
  }

  /// Returns how many tokens it has.
  public long tokens() {
    return tokens;
  }

  /// Returns how many different symbols it has.
  public int symbols() {
    return counts.size();
  }

  /// Returns the SHA-256 of the file, in hexadecimal.
  public String hash() {
    return hash;
  }

  /// Returns the most frequent symbols after [Vocabulary#UNKNOWN], the most frequent first.
  ///
  /// @param limit symbols at most, the unknown one included; at least 2
  public Vocabulary vocabulary(int limit) {
    return counts.vocabulary(limit, 1);
  }

  /// Returns the number of the last noted token up to a position.
  long notedBefore(long position) {
    return Math.max(0, Math.min(position, tokens - 1)) / TOKENS_PER_NOTE * TOKENS_PER_NOTE;
  }

  /// Returns the place of a noted token.
  long place(long noted) {
    return notes[(int) (noted / TOKENS_PER_NOTE)];
  }
}
