package rnn4j.engine.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import rnn4j.engine.pass.Bodies;
import rnn4j.engine.pass.ForwardBodies;
import rnn4j.engine.pass.ForwardPass;
import rnn4j.engine.pass.Memory;
import rnn4j.engine.pass.PackedWeights;
import rnn4j.engine.pass.Stepper;
import rnn4j.engine.pass.Steps;
import rnn4j.engine.program.ForwardProgram;
import rnn4j.kernel.Data;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.WeightFormat;
import rnn4j.kernel.choice.ChosenKernels;
import rnn4j.tensor.Shape;
import rnn4j.tensor.Tensor;
import rnn4j.threads.Workers;

/// A program with its parameters, packed once and never changed: any number of threads may run it
/// at the same time.
public final class FrozenProgram {
  /// Steps of more rows are long enough to be prepared anew, and their memory is not kept.
  private static final int MANY_ROWS = 64;

  private final ForwardProgram program;
  private final ForwardBodies bodies;
  private final PackedWeights weights;
  private final long work;

  /// What ran a single step last, for the next one: to prepare a pass takes longer than a step of
  /// 64 units.
  private final AtomicReference<@Nullable SingleStep> single = new AtomicReference<>();

  /// A step in memory of its own.
  ///
  /// @param input `(capacity, inputSize)`, where the step finds it
  private record SingleStep(Data input, Stepper stepper, int capacity) {}

  private FrozenProgram(ForwardProgram program, ForwardBodies bodies, PackedWeights weights) {
    this.program = program;
    this.bodies = bodies;
    this.weights = weights;
    this.work = program.work();
  }

  /// Freezes a program with copies of its parameters.
  ///
  /// @param format in which the weights are kept that products read
  public static FrozenProgram of(
      ReadyProgram program, List<Tensor> parameters, WeightFormat format) {
    List<Data> data = parameters.stream().map(Tensor::data).toList();
    Kernels kernels = ChosenKernels.of(data.getFirst());
    ForwardProgram forward = program.program().forward();
    return of(program.bodies(), PackedWeights.frozen(forward, kernels, data, format));
  }

  /// Freezes a program with weights that nobody changes while it is in use.
  static FrozenProgram of(Bodies bodies, PackedWeights weights) {
    ForwardBodies forward = bodies.forward(weights.kernels(), false);
    return new FrozenProgram(bodies.program().forward(), forward, weights);
  }

  /// Generates and compiles now what would otherwise be while the program is in use.
  public void prepare() {
    weights.kernels().prepare();
    bodies.prepare();
  }

  /// Returns the multiply-adds of one step of one sequence.
  public long work() {
    return work;
  }

  /// Runs programs over time, as threads are free at the same time, without gradients.
  ///
  /// @param input `(rows, inputSize)`, in the order of `steps`
  /// @param reverse for each program whether to begin with the last step
  /// @param initialStates for each program, `(batch, size)` each
  public static List<Scan.Result> runAll(
      List<FrozenProgram> programs,
      Tensor input,
      Steps steps,
      List<Boolean> reverse,
      List<List<Tensor>> initialStates) {
    if (programs.size() == 1) {
      return List.of(
          programs.getFirst().run(input, steps, reverse.getFirst(), initialStates.getFirst()));
    }
    var results = new Scan.Result[programs.size()];
    long work = programs.stream().mapToLong(FrozenProgram::work).sum();
    Workers.beside(
        results.length,
        steps.rows() * work,
        i -> results[i] = programs.get(i).run(input, steps, reverse.get(i), initialStates.get(i)));
    return List.of(results);
  }

  /// Runs it over time, without gradients.
  ///
  /// @param input `(rows, inputSize)`, in the order of `steps`
  /// @param initialStates `(batch, size)` each
  Scan.Result run(Tensor input, Steps steps, boolean reverse, List<Tensor> initialStates) {
    int batch = initialStates.getFirst().size(0);
    if (isSingleStep(steps, batch)) {
      return step(input.data(), batch, initialStates);
    }
    List<Data> states = Scan.copies(initialStates);
    ForwardPass pass = pass(input.data(), steps, reverse, states, batch);
    pass.run();
    var shape = Shape.of(steps.rows(), program.output().width());
    return Scan.result(pass.output(), shape, states, initialStates);
  }

  /// Returns whether there is one step of all sequences, which is not to be divided by sequences.
  private boolean isSingleStep(Steps steps, int batch) {
    return steps.seqLen() == 1
        && steps.rows() == batch
        && batch > 0
        && batch <= MANY_ROWS
        && (batch < Stepper.MANY_ROWS || Workers.parts(batch, batch * work()) == 1);
  }

  private Scan.Result step(Data input, int batch, List<Tensor> initialStates) {
    SingleStep step = single.getAndSet(null);
    if (step == null || step.capacity < batch) {
      Data own = Memory.zeros(input, batch, program.inputSize());
      step = new SingleStep(own, stepper(own, batch), batch);
    }
    input.copyTo(0, step.input, 0, input.length());
    List<Data> states = step.stepper.states();
    for (int s = 0; s < states.size(); s++) {
      Data initial = initialStates.get(s).data();
      initial.copyTo(0, states.get(s), 0, initial.length());
    }
    step.stepper.step(batch);
    int width = program.output().width();
    Data output = copy(step.stepper.output(), batch * width);
    List<Data> finals = new ArrayList<>();
    for (int s = 0; s < states.size(); s++) {
      finals.add(copy(states.get(s), initialStates.get(s).numel()));
    }
    single.set(step);
    return Scan.result(output, Shape.of(batch, width), finals, initialStates);
  }

  private static Data copy(Data from, int length) {
    Data copy = from.zeros(length);
    from.copyTo(0, copy, 0, length);
    return copy;
  }

  private ForwardPass pass(Data input, Steps steps, boolean reverse, List<Data> states, int batch) {
    return new ForwardPass(
        program, bodies, weights, input, steps, reverse, states, List.of(), batch, false);
  }

  /// Returns what runs one step at a time.
  ///
  /// @param input `(capacity, inputSize)`: where it finds the input
  /// @param capacity the most rows of a step
  public Stepper stepper(Data input, int capacity) {
    List<Data> states =
        program.stateSizes().stream().map(size -> Memory.zeros(input, capacity, size)).toList();
    ForwardPass pass = pass(input, Steps.of(1, capacity), false, states, capacity);
    return new Stepper(program, weights.kernels(), states, pass);
  }
}
