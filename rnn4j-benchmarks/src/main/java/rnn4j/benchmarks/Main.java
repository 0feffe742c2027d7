package rnn4j.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command that compares rnn4j with other libraries, and its parts with one another.
@Command(
    name = "compare",
    description = "Measures rnn4j beside other libraries and prints tables.",
    mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
  private static final String BEGIN = "<!-- tables -->\n";
  private static final String END = "<!-- end of tables -->\n";

  /// What starting, warming up and slow libraries cost for each timing, in seconds; measured.
  private static final double OVERHEAD = 0.9;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--minutes",
      defaultValue = "30",
      description = "About how long to measure (default: ${DEFAULT-VALUE}).")
  private int minutes;

  @Option(
      names = "--launches",
      defaultValue = "5",
      description = "How often each process is started (default: ${DEFAULT-VALUE}).")
  private int launches;

  @Option(
      names = "--sections",
      split = ",",
      description = "Which tables: ${COMPLETION-CANDIDATES}.")
  private List<Section> sections = List.of(Section.values());

  @Option(
      names = "--entrants",
      split = ",",
      description = "Who takes part, if built: ${COMPLETION-CANDIDATES}.")
  private List<Entrant> entrants = List.of(Entrant.values());

  @Option(
      names = "--cases",
      defaultValue = "",
      description = "A regular expression that the names of cases contain.")
  private Pattern pattern = Pattern.compile("");

  @Option(names = "--page", description = "A page whose tables, between two marks, are replaced.")
  private @Nullable Path page;

  /// Runs the command and ends the program.
  public static void main(String[] args) {
    var line = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((e, _, _) -> {
      line.getErr().println("compare: " + e.getMessage());
      return 2;
    });
    System.exit(line.execute(args));
  }

  @Override
  public Integer call() throws IOException {
    Launcher launcher = Launcher.ofThisBuild();
    List<Entrant> present = entrants.stream().filter(launcher::has).toList();
    List<Case> cases =
        Cases.all().stream().filter(one -> pattern.matcher(one.name()).find()).toList();
    PrintWriter err = spec.commandLine().getErr();
    var comparison = new Comparison(launcher, sections, present, cases, err);
    int timings = comparison.timings();
    if (timings == 0 || launches < 1 || minutes < 1) {
      throw new ParameterException(
          spec.commandLine(), "expected a case, an entrant, a launch and a minute at least");
    }
    double each = minutes * 60.0 / launches / timings;
    double seconds = Math.clamp(each - OVERHEAD, 0.1, 2);
    err.printf(
        "%d timings in each of %d launches, %.2f seconds each%n", timings, launches, seconds);
    long start = System.nanoTime();
    if (sections.contains(Section.PEERS)) {
      comparison.check();
    }
    for (int launch = 1; launch <= launches; launch++) {
      err.println("launch " + launch + " of " + launches);
      comparison.launch(seconds);
    }
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    String text =
        conditions(taken) + "\n" + new Report(comparison.measurements(), sections, present).text();
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    if (page != null) {
      replace(page, text);
    }
    return 0;
  }

  private String conditions(Duration taken) throws IOException {
    return "%s, %d processors, %s %s, %s %s; %s; %d launches, %d minutes: `compare %s`%n"
        .formatted(
            processor(),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            System.getProperty("java.vm.name"),
            System.getProperty("java.vm.version"),
            LocalDate.now(java.time.ZoneOffset.UTC),
            launches,
            taken.toMinutes(),
            String.join(" ", spec.commandLine().getParseResult().originalArgs()));
  }

  private static String processor() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    if (Files.exists(info)) {
      try (Stream<String> lines = Files.lines(info)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .findFirst()
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .orElse("unknown processor");
      }
    }
    return "unknown processor";
  }

  /// Replaces what stands between the marks of a page.
  static void replace(Path page, String tables) throws IOException {
    String text = Files.readString(page);
    int from = text.indexOf(BEGIN);
    int to = text.indexOf(END);
    if (from < 0 || to < from) {
      throw new IOException(
          "%s: has no tables, expected the lines %s and %s"
              .formatted(page, BEGIN.strip(), END.strip()));
    }
    String replaced = text.substring(0, from + BEGIN.length()) + "\n" + tables + "\n";
    Path beside = page.resolveSibling(page.getFileName() + ".new");
    Files.writeString(beside, replaced + text.substring(to));
    Files.move(beside, page, StandardCopyOption.REPLACE_EXISTING);
  }
}
