package rnn4j.benchmarks;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One turn of one contestant, in a process of its own: `Turn CLASS THREADS SECONDS CASE...` times
/// cases and prints `time CASE NANOS` for each, `Turn CLASS THREADS check CASE...` prints `check
/// CASE SUM SQUARES` of the results, `Turn CLASS THREADS warm CASE` prints `warm CASE` and what
/// [WarmUp] finds, and `Turn CLASS THREADS first` ends after the first output.
public final class Turn {
  /// How long work is warmed up, in seconds, if it is not the first of its kind.
  private static final double WARM_UP = 0.3;

  /// By then runs are quick.
  private static final double WARMING_SECONDS = 8;

  private final Contestant contestant;
  private final int threads;
  private final String mode;
  private final PrintStream out;
  private final Set<Object> compiled = new HashSet<>();

  Turn(Contestant contestant, int threads, String mode, PrintStream out) {
    this.contestant = contestant;
    this.threads = threads;
    this.mode = mode;
    this.out = out;
  }

  /// Takes the turn.
  public static void main(String[] args) throws Exception {
    // Libraries print as they please; what we print goes where the parent reads.
    PrintStream out = System.out;
    System.setOut(System.err);
    if (!args[2].equals("first") && !args[2].equals("warm")) {
      // What is timed is the quickest we have, and not how soon a busy machine has compiled it.
      System.setProperty("rnn4j.vectorsAtOnce", "true");
    }
    var contestant =
        Class.forName(args[0]).asSubclass(Contestant.class).getDeclaredConstructor().newInstance();
    var turn = new Turn(contestant, Integer.parseInt(args[1]), args[2], out);
    if (args[2].equals("first")) {
      turn.take(Cases.first());
    }
    for (String name : List.of(args).subList(3, args.length)) {
      turn.take(Cases.of(name));
    }
    out.flush();
    System.exit(0); // native libraries may leave threads behind
  }

  void take(Case shape) throws Exception {
    Case prepared = mode.equals("check") ? shape.small() : shape;
    long start = System.nanoTime();
    try (Contestant.@Nullable Work work = contestant.prepare(prepared, threads)) {
      if (work == null) {
        return;
      }
      switch (mode) {
        case "first" -> work.run();
        case "warm" -> {
          long creation = System.nanoTime() - start;
          var warmUp = WarmUp.of(System::nanoTime, work, WARMING_SECONDS);
          out.printf(
              Locale.ROOT,
              "warm %s %d %.0f %.0f %.0f%n",
              shape.name(),
              creation,
              warmUp.first(),
              warmUp.untilQuick(),
              warmUp.quick());
        }
        case "check" -> out.println("check " + shape.name() + " " + digest(work.results()));
        default -> {
          boolean isNew = compiled.add(code(shape));
          var stopwatch = new Stopwatch(System::nanoTime, Double.parseDouble(mode));
          double nanos = stopwatch.median(work, isNew ? contestant.firstWarmUp() : WARM_UP);
          out.printf(Locale.ROOT, "time %s %.1f%n", shape.name(), nanos);
        }
      }
    }
  }

  /// Returns what decides which code a case runs: other tiles for other batches, masks where units
  /// fill no whole vectors, directions at the same time.
  private static Object code(Case shape) {
    int rest = shape.hiddenSize() % 64;
    return List.of(
        shape.kind(),
        shape.variant(),
        Math.min(shape.batch(), 8),
        rest,
        shape.numLayers(),
        shape.bidirectional());
  }

  private static String digest(float[] values) {
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    return sum + " " + squares;
  }
}
