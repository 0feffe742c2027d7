package rnn4j.cli.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import rnn4j.nn.FrozenLayer;
import rnn4j.nn.Init;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.StreamState;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;
import rnn4j.tensor.Threads;

/// Measures how fast the built-in LSTM is: steps of a stream, inference over sequences, training.
///
/// @param rounds how time is taken
/// @param warmUp how long everything is run at first
/// @param sizes of input and hidden state
record LayerBench(Rounds rounds, Duration warmUp, List<Integer> sizes) {
  private static final int BATCH = 32;
  private static final int SEQ_LEN = 100;

  /// Something to time.
  ///
  /// @param multiplyAdds of the products, in one run
  private record Task(String title, int size, int steps, double multiplyAdds, Runnable run) {}

  /// Measures and prints a table.
  ///
  /// @param progress where a line is printed for each size
  void run(PrintWriter out, PrintWriter progress) {
    progress.println("warming up");
    progress.flush();
    List<Task> tasks = sizes.stream().flatMap(size -> tasks(size).stream()).toList();
    rounds.warmUp(tasks.stream().map(Task::run).toList(), warmUp);
    out.println("The built-in LSTM, one layer, as many inputs as hidden units, single precision.");
    out.printf(
        "%s %s, %s %s, %d threads%n%n",
        System.getProperty("java.vm.name"),
        System.getProperty("java.vm.version"),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Threads.count());
    out.printf("%-34s%8s%14s%14s%12s%n", "", "hidden", "microseconds", "steps/s", "GFLOP/s");
    for (int size : sizes) {
      List<Task> some = tasks.stream().filter(task -> task.size == size).toList();
      List<Double> nanos = rounds.medians(some.stream().map(Task::run).toList());
      for (int i = 0; i < some.size(); i++) {
        print(out, some.get(i), nanos.get(i));
      }
      progress.println("measured: hidden " + size);
      progress.flush();
    }
    out.flush();
  }

  private static void print(PrintWriter out, Task task, double nanos) {
    out.println(
        String.format(
            Locale.ROOT,
            "%-34s%8d%14.1f%14.0f%12.1f",
            task.title,
            task.size,
            nanos / 1e3,
            task.steps / nanos * 1e9,
            2 * task.multiplyAdds / nanos));
  }

  private static List<Task> tasks(int size) {
    var lstm = new Lstm(LstmConfig.of(size, size), TorchRandom.seed(0));
    FrozenLayer frozen = lstm.freeze();
    double step = 8.0 * size * size;
    int steps = BATCH * SEQ_LEN;
    List<Task> tasks = new ArrayList<>();
    tasks.add(new Task("one step of a stream", size, 1, step, stream(frozen)));
    tasks.add(
        new Task(
            "one sequence of 100 steps",
            size,
            SEQ_LEN,
            SEQ_LEN * step,
            inference(frozen, 1, size)));
    tasks.add(
        new Task(
            "32 sequences of 100 steps",
            size,
            steps,
            steps * step,
            inference(frozen, BATCH, size)));
    tasks.add(
        new Task(
            "training on 32 such sequences", size, steps, 3 * steps * step, training(lstm, size)));
    return tasks;
  }

  private static Runnable stream(FrozenLayer frozen) {
    StreamState state = frozen.newStream();
    var input = new float[frozen.inputSize()];
    var output = new float[frozen.outputSize()];
    return () -> frozen.step(input, state, output);
  }

  private static Runnable inference(FrozenLayer frozen, int batch, int size) {
    Tensor input = input(batch, size);
    return () -> frozen.forward(input);
  }

  private static Runnable training(Lstm lstm, int size) {
    Tensor input = input(BATCH, size).requiresGrad(true);
    Tensor ones = Tensor.ones(SEQ_LEN, BATCH, size);
    Tensor bias = lstm.parameters().getLast();
    return () -> {
      lstm.zeroGrad();
      input.setGrad(null);
      lstm.forward(input).output().backward(ones);
      bias.set(bias.detach()); // as after an optimizer's step, weights are packed anew
    };
  }

  private static Tensor input(int batch, int size) {
    return Init.uniform(Tensor.zeros(SEQ_LEN, batch, size), -1, 1, TorchRandom.seed(1));
  }
}
