package rnn4j.engine.scan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import rnn4j.engine.pass.Steps;
import rnn4j.kernel.Data;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.choice.ChosenKernels;
import rnn4j.tensor.Backward;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Shape;
import rnn4j.tensor.Tensor;
import rnn4j.threads.Workers;

/// Runs a program over time as one operation on tensors, with gradients.
public final class Scan {
  private Scan() {}

  /// What a scan computes.
  ///
  /// @param output `(rows, outputSize)`
  /// @param finalStates `(batch, size)` each
  public record Result(Tensor output, List<Tensor> finalStates) {}

  /// What a scan is given.
  ///
  /// @param parameters of the cell
  /// @param input `(rows, inputSize)`, in the order of `steps`
  /// @param reverse whether to begin with the last step; shorter sequences join when their own last
  ///   step comes
  /// @param initialStates `(batch, size)` each
  /// @param given numbers beside the input, such as masks: one for each that the program asks for,
  ///   `(rows, width)` or `(batch, width)`; to these no gradients are taken
  /// @param how how gradients are taken
  public record Call(
      ReadyProgram program,
      List<Tensor> parameters,
      Tensor input,
      Steps steps,
      boolean reverse,
      List<Tensor> initialStates,
      List<Tensor> given,
      Backpropagation how) {

    /// Everything that gradients are taken to.
    private List<Tensor> inputs() {
      List<Tensor> inputs = new ArrayList<>();
      inputs.add(input);
      inputs.addAll(initialStates);
      inputs.addAll(how.apart().isEmpty() ? parameters : how.apart());
      return inputs;
    }

    /// What a backward pass reads once more.
    private List<Tensor> readTwice() {
      List<Tensor> read = new ArrayList<>(parameters);
      read.add(input);
      return read;
    }

    private long work() {
      return steps.rows() * program.program().forward().work();
    }
  }

  /// Scans over time, with nothing beside the input.
  public static Result run(
      ReadyProgram program,
      List<Tensor> parameters,
      Tensor input,
      Steps steps,
      boolean reverse,
      List<Tensor> initialStates) {
    return run(
        new Call(
            program,
            parameters,
            input,
            steps,
            reverse,
            initialStates,
            List.of(),
            Backpropagation.ORDINARY));
  }

  /// Scans over time.
  public static Result run(Call call) {
    return runAll(List.of(call)).getFirst();
  }

  /// Scans several times, as threads are free at the same time: the directions of a layer.
  public static List<Result> runAll(List<Call> calls) {
    List<Scanned> scans = calls.stream().map(Scanned::new).toList();
    long work = calls.stream().mapToLong(Call::work).sum();
    Workers.beside(scans.size(), work, i -> scans.get(i).forward());
    record(scans.stream().filter(scan -> scan.recorded).toList().reversed(), 2 * work);
    return scans.stream().map(scan -> requireNonNull(scan.result)).toList();
  }

  /// Records scans as one operation, so that their gradients, too, are taken at the same time.
  ///
  /// @param scans the last one first: so their shares in the gradient of a common input are added
  ///   up as if each were recorded by itself
  private static void record(List<Scanned> scans, long work) {
    List<Tensor> inputs = new ArrayList<>();
    List<Tensor> results = new ArrayList<>();
    for (Scanned scan : scans) {
      inputs.addAll(scan.call.inputs());
      results.addAll(scan.results());
    }
    Gradients.record(inputs, results, new ScansBackward(scans, work));
  }

  /// The backward pass of scans that were recorded as one operation.
  private record ScansBackward(List<Scanned> scans, long work) implements Backward {
    @Override
    public List<@Nullable Tensor> inputGradients(List<@Nullable Tensor> arrived) {
      List<List<@Nullable Tensor>> ofResults = new ArrayList<>();
      int from = 0;
      for (Scanned scan : scans) {
        int to = from + scan.results().size();
        ofResults.add(arrived.subList(from, to));
        from = to;
      }
      List<List<@Nullable Tensor>> gradients =
          new ArrayList<>(Collections.nCopies(scans.size(), List.of()));
      Workers.beside(
          scans.size(), work, i -> gradients.set(i, scans.get(i).inputGradients(ofResults.get(i))));
      List<@Nullable Tensor> all = new ArrayList<>();
      gradients.forEach(all::addAll);
      return all;
    }

    @Override
    public boolean returnsNewTensors() {
      return true;
    }
  }

  /// A scan on its way, forward and later backward.
  private static final class Scanned {
    private final Call call;
    private final boolean recorded;
    private @Nullable Passes passes;
    private @Nullable Versions read;
    private @Nullable Result result;

    Scanned(Call call) {
      this.call = call;
      this.recorded = Gradients.needed(call.inputs());
    }

    void forward() {
      List<Data> parameters = call.parameters.stream().map(Tensor::data).toList();
      boolean alone = !recorded && call.given.isEmpty();
      result = alone ? asIfFrozen(parameters) : pass(parameters);
    }

    private Result asIfFrozen(List<Data> parameters) {
      Kernels kernels = ChosenKernels.of(call.input.data());
      CurrentWeights weights = call.program.weights().use(kernels, parameters);
      try {
        return weights.frozen().run(call.input, call.steps, call.reverse, call.initialStates);
      } finally {
        weights.release();
      }
    }

    private Result pass(List<Data> parameters) {
      read = Versions.of(call.readTwice().stream().map(Tensor::data).toList());
      passes =
          new Passes(
              call.program,
              parameters,
              call.input.data(),
              call.steps,
              call.reverse,
              call.given.stream().map(Tensor::data).toList(),
              call.initialStates.getFirst().size(0),
              call.how.segment());
      List<Data> states = copies(call.initialStates);
      Data output = passes.forward(states, recorded);
      var shape = Shape.of(call.steps.rows(), call.program.program().outputSize());
      return Scan.result(output, shape, states, call.initialStates);
    }

    List<Tensor> results() {
      List<Tensor> results = new ArrayList<>();
      results.add(requireNonNull(result).output());
      results.addAll(result.finalStates());
      return results;
    }

    /// Returns the gradients of all inputs: none, if none has arrived.
    List<@Nullable Tensor> inputGradients(List<@Nullable Tensor> arrived) {
      if (arrived.stream().allMatch(Objects::isNull)) {
        return Collections.nCopies(call.inputs().size(), null);
      }
      requireUnchanged();
      return new ScanGradients(
              requireNonNull(passes), call.how, call.input, call.initialStates, call.parameters)
          .of(results(), arrived);
    }

    /// Gradients would be those of other equations than were computed, and PyTorch refuses them,
    /// too.
    private void requireUnchanged() {
      int changed = requireNonNull(read).firstChanged();
      if (changed >= 0) {
        String what =
            changed < call.parameters.size()
                ? "a parameter of shape " + call.parameters.get(changed).shape()
                : "the input of a layer";
        throw new IllegalStateException(
            "Tensor.backward: "
                + what
                + " was changed in place since the forward pass, expected what it was then; take"
                + " gradients before an optimizer's step");
      }
    }
  }

  static List<Data> copies(List<Tensor> tensors) {
    return tensors.stream().map(tensor -> tensor.data().copy()).toList();
  }

  /// @param shape of the output
  static Result result(Data output, Shape shape, List<Data> states, List<Tensor> initialStates) {
    List<Tensor> finals = new ArrayList<>();
    for (int s = 0; s < states.size(); s++) {
      finals.add(Tensor.wrap(states.get(s), initialStates.get(s).shape()));
    }
    return new Result(Tensor.wrap(output, shape), finals);
  }
}
