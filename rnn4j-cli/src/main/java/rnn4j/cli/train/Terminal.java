package rnn4j.cli.train;

/// Whether someone looks on.
public final class Terminal {
  private Terminal() {}

  /// Returns whether the output is shown on a terminal.
  @SuppressWarnings("SystemConsoleNull") // it is null where there is no terminal
  public static boolean isThere() {
    return System.console() != null && System.console().isTerminal();
  }
}
