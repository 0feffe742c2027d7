package rnn4j.cli.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import rnn4j.tensor.Threads;

/// Measures how fast an LSTM is in each form, from the plain equations to the built-in layer.
///
/// @param rounds how time is taken
/// @param warmUp how long everything is run at first: all workloads share the kernels that the JVM
///   has to compile
/// @param seqLen steps of each sequence
/// @param batches numbers of sequences
/// @param sizes of input and hidden state
record TextbookBench(
    Rounds rounds, Duration warmUp, int seqLen, List<Integer> batches, List<Integer> sizes) {

  /// A workload and the time of each contestant, in nanoseconds.
  private record Column(Workload workload, List<Double> nanos) {}

  /// Measures and prints a table.
  ///
  /// @param progress where a line is printed for each workload
  void run(PrintWriter out, PrintWriter progress) {
    progress.println("warming up");
    progress.flush();
    List<Runnable> all = new ArrayList<>();
    for (boolean training : List.of(false, true)) {
      workloads(training).forEach(workload -> all.addAll(workload.tasks()));
    }
    rounds.warmUp(all, warmUp);
    List<Column> forward = measure(false, progress);
    List<Column> training = measure(true, progress);
    out.printf(
        "LSTMs of one layer, %d steps, as many inputs as hidden units, single precision.%n",
        seqLen);
    out.println("Median of interleaved rounds; how many times as fast as the naive form.");
    out.printf(
        "%s %s, %s %s, %d threads%n",
        System.getProperty("java.vm.name"),
        System.getProperty("java.vm.version"),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Threads.count());
    print(out, "forward", forward);
    print(out, "training step", training);
    out.flush();
  }

  private List<Workload> workloads(boolean training) {
    return batches.stream()
        .flatMap(batch -> sizes.stream().map(size -> new Workload(training, batch, size, seqLen)))
        .toList();
  }

  private List<Column> measure(boolean training, PrintWriter progress) {
    List<Column> columns = new ArrayList<>();
    for (Workload workload : workloads(training)) {
      columns.add(new Column(workload, rounds.medians(workload.tasks())));
      progress.println("measured: " + workload.title());
      progress.flush();
    }
    return columns;
  }

  private static void print(PrintWriter out, String title, List<Column> columns) {
    var first = new StringBuilder("%n%-26s".formatted(title));
    var second = new StringBuilder(" ".repeat(26));
    for (Column column : columns) {
      Workload workload = column.workload;
      first.append(
          "%21s".formatted("batch %d, hidden %d".formatted(workload.batch(), workload.size())));
      second.append("%12s%9s".formatted("ms", "speed-up"));
    }
    out.println(first);
    out.println(second);
    List<Contestant> contestants = List.of(Contestant.values());
    for (int i = 0; i < contestants.size(); i++) {
      var line = new StringBuilder("%-26s".formatted(contestants.get(i).title()));
      for (Column column : columns) {
        double nanos = column.nanos.get(i);
        double naive = column.nanos.get(contestants.indexOf(Contestant.NAIVE));
        line.append(String.format(Locale.ROOT, "%12.3f%8.1fx", nanos / 1e6, naive / nanos));
      }
      out.println(line);
    }
  }
}
