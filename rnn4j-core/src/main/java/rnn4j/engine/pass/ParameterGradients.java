package rnn4j.engine.pass;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.engine.program.Affine;
import rnn4j.engine.program.BackwardProgram;
import rnn4j.engine.program.Program;
import rnn4j.engine.program.Slot;
import rnn4j.engine.program.Storage;
import rnn4j.engine.program.Term;
import rnn4j.kernel.Data;
import rnn4j.kernel.OuterProducts;
import rnn4j.kernel.Register;
import rnn4j.kernel.choice.ChosenKernels;
import rnn4j.threads.Workers;

/// The gradients of a program's parameters: sums over the rows that backward passes saved, one pass
/// after another. Threads share the elements of the results, never the terms of a sum.
public final class ParameterGradients {
  private final List<Integer> lengths;
  private final Data like;
  private final int rows;
  private final Data one;
  private final List<Group> groups = new ArrayList<>();
  private final VectorSums vectors;

  /// The gradients that are sums of outer products with the rows of one gradient: of all weights
  /// whose products go into the same sums, and, with rows of ones, of biases that are added to
  /// them.
  ///
  /// @param parts of the gradient's columns, one for each thread
  /// @param sources what the weights were multiplied with; null for ones, which come last
  private record Group(
      Storage gradient, List<Part> parts, List<@Nullable Slot> sources, List<Target> targets) {}

  /// Columns `[from, to)` of a gradient.
  private record Part(int from, int to, OuterProducts sums) {}

  /// Where sums go.
  ///
  /// @param source number of the source
  /// @param from the first column of the gradient
  /// @param columns how many
  /// @param to where in the parameter
  /// @param width of the parameter's rows, each of them the sums of a column
  private record Target(int parameter, int source, int from, int columns, int to, int width) {}

  /// Starts sums of zero.
  ///
  /// @param lengths of the parameters
  /// @param wanted whether the gradient of a parameter is wanted
  /// @param like data of the element type
  /// @param rows about how many will be added
  public ParameterGradients(
      Program program, List<Integer> lengths, List<Boolean> wanted, Data like, int rows) {
    this.lengths = lengths;
    this.like = like;
    this.rows = rows;
    this.one = like.zeros(1);
    one.set(0, 1);
    BackwardProgram backward = program.backward();
    for (Affine affine : program.forward().affines()) {
      addGroup(affine, backward.gradientOf(affine), wanted);
    }
    vectors = new VectorSums(backward.vectors(), wanted, like);
  }

  private void addGroup(Affine affine, Storage gradient, List<Boolean> wanted) {
    List<@Nullable Slot> sources = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    for (Term term : affine.terms()) {
      if (wanted.get(term.parameter())) {
        int width = term.source().width();
        int to = term.from() * width;
        targets.add(new Target(term.parameter(), sources.size(), 0, affine.width(), to, width));
        sources.add(term.source());
      }
    }
    int ones = sources.size();
    int units = affine.units();
    for (int g = 0; g < affine.gates(); g++) {
      for (Affine.Bias bias : affine.biases().get(g)) {
        if (wanted.get(bias.parameter())) {
          targets.add(new Target(bias.parameter(), ones, g * units, units, bias.from(), 1));
          if (sources.size() == ones) {
            sources.add(null);
          }
        }
      }
    }
    if (!targets.isEmpty()) {
      groups.add(group(gradient, sources, targets));
    }
  }

  private Group group(Storage gradient, List<@Nullable Slot> sources, List<Target> targets) {
    int[] widths = sources.stream().mapToInt(slot -> slot == null ? 1 : slot.width()).toArray();
    long height = 0;
    for (int width : widths) {
      height += width;
    }
    int width = gradient.width;
    int parts = Workers.parts(width, rows * height * width);
    List<Part> all = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int from = Workers.start(width, parts, part);
      int to = Workers.start(width, parts, part + 1);
      all.add(new Part(from, to, ChosenKernels.of(like).outerProducts(widths, to - from)));
    }
    return new Group(gradient, all, sources, targets);
  }

  /// Adds what the rows of a window add.
  ///
  /// @param memory of the pass, backward pass included
  /// @param order which rows, in the order in which they are summed
  public void add(Memory memory, BackwardWindow window, int[] order) {
    vectors.add(memory, window, order);
    for (Group group : groups) {
      Register[] left =
          group.sources.stream()
              .map(source -> left(source, memory, window))
              .toArray(Register[]::new);
      var gradient = new Slot(group.gradient, 0, group.gradient.width);
      Workers.run(
          group.parts.size(),
          number -> {
            Part part = group.parts.get(number);
            part.sums.add(order, left, memory.rows(gradient, part.from, window.row()));
          });
    }
  }

  private Register left(@Nullable Slot source, Memory memory, BackwardWindow window) {
    return source == null ? new Register(one, 0, 0) : memory.rows(source, 0, window.row());
  }

  /// Adds the sums to gradients of the parameters.
  ///
  /// @param gradients for each parameter the gradients of some sequences, or of all together, one
  ///   after another; null where none is wanted
  /// @param number which of them
  public void addTo(List<@Nullable Data> gradients, int number) {
    for (Group group : groups) {
      for (Target target : group.targets) {
        Data gradient = gradients.get(target.parameter);
        if (gradient != null) {
          addTo(gradient, number * lengths.get(target.parameter), group.parts, target);
        }
      }
    }
    vectors.addTo(gradients, lengths, number);
  }

  /// Gives the memory of the sums to others. Nothing may be added any more.
  public void release() {
    groups.forEach(group -> group.parts.forEach(part -> part.sums.release()));
  }

  /// Adds the sums of one target. Other targets may add to the same elements, as gates do that
  /// share a bias, and so have their turn before or after.
  private static void addTo(Data gradient, int start, List<Part> all, Target target) {
    int threads = Workers.parts(all.size(), (long) target.columns * target.width);
    Workers.run(
        threads,
        thread -> {
          int end = Workers.start(all.size(), threads, thread + 1);
          for (int part = Workers.start(all.size(), threads, thread); part < end; part++) {
            addTo(gradient, start, all.get(part), target);
          }
        });
  }

  /// Adds the columns of a target that a part has.
  private static void addTo(Data gradient, int start, Part part, Target target) {
    int from = Math.max(part.from, target.from);
    int count = Math.min(part.to, target.from + target.columns) - from;
    if (count > 0) {
      int at = start + target.to + (from - target.from) * target.width;
      part.sums.addTo(target.source, from - part.from, count, gradient, at, 1, target.width);
    }
  }
}
