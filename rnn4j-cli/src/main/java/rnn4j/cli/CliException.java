package rnn4j.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// Something the user can mend, such as a file that is not there. Its message is the whole of what
/// is printed: one line, no stack trace, exit code 2.
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CliException(String message) {
    super(message);
  }

  /// Returns why a file could not be read or written, in words.
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }

  /// Returns the message in one line.
  public String line() {
    return String.valueOf(getMessage()).replaceAll("\\s+", " ").strip();
  }
}
