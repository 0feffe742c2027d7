package rnn4j.engine;

import java.util.ArrayList;
import java.util.List;
import rnn4j.kernel.Data;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Shape;
import rnn4j.tensor.Tensor;

/// Runs a program over time as one operation on tensors, with gradients.
public final class Scan {
  private Scan() {}

  /// What a scan computes.
  ///
  /// @param output `(rows, outputSize)`
  /// @param finalStates `(batch, size)` each
  public record Result(Tensor output, List<Tensor> finalStates) {}

  /// Scans over time.
  ///
  /// @param parameters of the cell
  /// @param input `(rows, inputSize)`, in the order of `steps`
  /// @param reverse whether to begin with the last step; shorter sequences join when their own last
  ///   step comes
  /// @param initialStates `(batch, size)` each
  public static Result run(
      Program program,
      List<Tensor> parameters,
      Tensor input,
      Steps steps,
      boolean reverse,
      List<Tensor> initialStates) {
    return run(
        program,
        parameters,
        input,
        steps,
        reverse,
        initialStates,
        List.of(),
        Backpropagation.ORDINARY);
  }

  /// Scans over time with numbers beside the input, such as masks.
  ///
  /// @param given one for each that the program asks for, `(rows, width)` or `(batch, width)`; to
  ///   these no gradients are taken
  /// @param how how gradients are taken
  public static Result run(
      Program program,
      List<Tensor> parameters,
      Tensor input,
      Steps steps,
      boolean reverse,
      List<Tensor> initialStates,
      List<Tensor> given,
      Backpropagation how) {
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(input);
    inputs.addAll(initialStates);
    inputs.addAll(how.apart().isEmpty() ? parameters : how.apart());
    var passes =
        new Passes(
            program,
            parameters.stream().map(Tensor::data).toList(),
            input.data(),
            steps,
            reverse,
            given.stream().map(Tensor::data).toList(),
            initialStates.getFirst().size(0),
            how.segment());
    List<Data> states = copies(initialStates);
    Data output = passes.forward(states, Gradients.needed(inputs));
    Result result =
        result(output, Shape.of(steps.rows(), program.outputSize()), states, initialStates);
    List<Tensor> results = new ArrayList<>();
    results.add(result.output());
    results.addAll(result.finalStates());
    Gradients.record(
        inputs,
        results,
        gradients ->
            new ScanGradients(passes, how, input, initialStates, parameters)
                .of(results, gradients));
    return result;
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
