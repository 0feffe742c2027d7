package rnn4j.cli;

/// Something the user can mend, such as a file that is not there. Its message is the whole of what
/// is printed: one line, no stack trace, exit code 2.
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CliException(String message) {
    super(message);
  }

  /// Returns the message in one line.
  public String line() {
    return String.valueOf(getMessage()).replaceAll("\\s+", " ").strip();
  }
}
