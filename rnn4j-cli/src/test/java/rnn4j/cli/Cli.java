package rnn4j.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/// Runs the command line in this process.
///
/// @param code exit code
/// @param out what was printed
/// @param err what was printed beside it
public record Cli(int code, String out, String err) {

  public static Cli run(Object... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), texts(args));
    return new Cli(code, out.toString(), err.toString());
  }

  /// Starts the command line in a process of its own.
  public static ProcessBuilder process(Object... args) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("rnn4j.cli.Main");
    command.addAll(List.of(texts(args)));
    return new ProcessBuilder(command);
  }

  private static String[] texts(Object... args) {
    return java.util.Arrays.stream(args).map(Object::toString).toArray(String[]::new);
  }
}
