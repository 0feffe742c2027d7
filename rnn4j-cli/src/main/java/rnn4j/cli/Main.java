package rnn4j.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import rnn4j.cli.bench.BenchCommand;
import rnn4j.cli.classify.ClassifyCommand;
import rnn4j.cli.forecast.ForecastCommand;
import rnn4j.cli.model.ConvertCommand;
import rnn4j.cli.model.InspectCommand;
import rnn4j.cli.model.RunCommand;
import rnn4j.cli.tag.TagCommand;
import rnn4j.cli.text.TextCommand;

/// The command `rnn4j`.
@Command(
    name = "rnn4j",
    description = "Recurrent neural networks on the JVM.",
    versionProvider = Main.Version.class,
    subcommands = {
      ForecastCommand.class,
      TextCommand.class,
      InspectCommand.class,
      RunCommand.class,
      ConvertCommand.class,
      ClassifyCommand.class,
      TagCommand.class,
      BenchCommand.class
    })
public final class Main implements Runnable {
  private static final int FAULT = 2;

  /// Tells how to start Java for fast kernels, which is for the script to know and not for its
  /// user. Held here, as the logging system forgets loggers that nobody holds.
  private static final Logger KERNELS = Logger.getLogger("rnn4j.kernel");

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT, // by all commands
      description = "Show this help and end.")
  @SuppressWarnings("unused") // by picocli
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version and end.")
  @SuppressWarnings("unused") // by picocli
  private boolean version;

  /// Runs the command line and ends the program.
  public static void main(String[] args) {
    KERNELS.setLevel(Level.SEVERE);
    Locale.setDefault(Locale.ROOT); // a decimal comma would spoil texts and files
    System.setProperty("java.awt.headless", "true"); // pictures go to files, never to a screen
    System.exit(run(writer(System.out), writer(System.err), args));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  /// Runs the command line.
  ///
  /// @return the exit code
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    try {
      return new CommandLine(new Main())
          .setOut(out)
          .setErr(err)
          .setCaseInsensitiveEnumValuesAllowed(true)
          .setParameterExceptionHandler(Main::complain)
          .setExecutionExceptionHandler(Main::complain)
          .execute(args);
    } catch (OutOfMemoryError e) {
      err.println(
          "rnn4j: not enough memory; a smaller --hidden-size, --batch-size, --window or file needs less");
      return FAULT;
    } finally {
      out.flush();
      err.flush();
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected a command");
  }

  private static int complain(ParameterException e, String[] args) {
    return complain(
        e.getCommandLine(),
        e.getMessage()
            + " (see: "
            + e.getCommandLine().getCommandSpec().qualifiedName()
            + " --help)");
  }

  /// Only what the user can mend is told in one line; anything else is a fault of this program, for
  /// which a stack trace is of use.
  private static int complain(Exception e, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof CliException fault) {
      return complain(command, fault.line());
    }
    throw e;
  }

  private static int complain(CommandLine command, String message) {
    String line =
        command.getCommandSpec().qualifiedName() + ": " + new CliException(message).line();
    command.getErr().println(line);
    return FAULT;
  }

  /// The version in the jar's manifest.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"rnn4j " + (version == null ? "(not from a jar)" : version)};
    }
  }
}
