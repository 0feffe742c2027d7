package rnn4j.cli.csv;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import rnn4j.cli.CliException;

/// The lines of a text, one after another. One that is far too long is refused before it fills the
/// memory.
public final class TextLines implements Closeable {
  private static final int MOST_CHARACTERS = 1 << 20;

  private final TextFile file;
  private final BufferedReader reader;
  private final char[] buffer = new char[1 << 14];
  private int at;
  private int end;
  private boolean afterReturn;
  private long number;

  /// Begins to read.
  ///
  /// @throws CliException if the file cannot be read
  public TextLines(TextFile file) {
    this.file = file;
    this.reader = file.reader();
  }

  /// Returns the next line without its end, or null after the last.
  ///
  /// @throws CliException if it has more than a million characters, or the file cannot be read
  public @Nullable String next() {
    number++;
    if (afterReturn && (at < end || fill()) && buffer[at] == '\n') {
      at++; // both end one line
    }
    afterReturn = false;
    StringBuilder begun = null; // of a line that goes on in the next piece
    while (at < end || fill()) {
      int from = at;
      while (at < end && buffer[at] != '\n' && buffer[at] != '\r') {
        at++;
      }
      if (at < end) {
        String rest = new String(buffer, from, at - from);
        afterReturn = buffer[at++] == '\r';
        return begun == null ? rest : begun.append(rest).toString();
      }
      begun = (begun == null ? new StringBuilder() : begun).append(buffer, from, at - from);
      if (begun.length() > MOST_CHARACTERS) {
        throw new CliException(
            "%s: line %d has more than %,d characters, expected shorter lines"
                .formatted(file.source(), number, MOST_CHARACTERS));
      }
    }
    return begun == null ? null : begun.toString();
  }

  /// Reads the next piece; returns whether there is one.
  private boolean fill() {
    try {
      at = 0;
      end = Math.max(0, reader.read(buffer));
      return end > 0;
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  /// Returns the number of the line that was read last, from 1; after the last line one more.
  public long number() {
    return number;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }
}
