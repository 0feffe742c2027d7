package rnn4j.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.kernel.Data;
import rnn4j.tensor.Gradients;
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
    return run(program, parameters, input, steps, reverse, initialStates, List.of());
  }

  /// Scans over time with numbers beside the input, such as masks.
  ///
  /// @param given one for each that the program asks for, `(rows, width)` or `(batch, width)`; to
  ///   these no gradients are taken
  public static Result run(
      Program program,
      List<Tensor> parameters,
      Tensor input,
      Steps steps,
      boolean reverse,
      List<Tensor> initialStates,
      List<Tensor> given) {
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(input);
    inputs.addAll(initialStates);
    inputs.addAll(parameters);
    var weights =
        new PackedWeights(
            program.forward(),
            input.data().kernels(),
            parameters.stream().map(Tensor::data).toList());
    List<Data> states = copies(initialStates);
    var pass =
        new ForwardPass(
            program.forward(),
            weights,
            input.data(),
            steps,
            reverse,
            states,
            given.stream().map(Tensor::data).toList(),
            initialStates.getFirst().size(0),
            Gradients.needed(inputs));
    pass.run();
    Result result = result(pass, states, initialStates);
    List<Tensor> results = new ArrayList<>();
    results.add(result.output());
    results.addAll(result.finalStates());
    Gradients.record(
        inputs,
        results,
        gradients ->
            gradients(
                program,
                weights,
                pass.memory(),
                inputs,
                initialStates.size(),
                steps,
                reverse,
                results,
                gradients));
    return result;
  }

  /// Runs a frozen program over time, without gradients.
  ///
  /// @param input `(rows, inputSize)`, in the order of `steps`
  /// @param initialStates `(batch, size)` each
  public static Result run(
      FrozenProgram frozen,
      Tensor input,
      Steps steps,
      boolean reverse,
      List<Tensor> initialStates) {
    List<Data> states = copies(initialStates);
    ForwardPass pass =
        frozen.pass(input.data(), steps, reverse, states, initialStates.getFirst().size(0));
    pass.run();
    return result(pass, states, initialStates);
  }

  private static List<Data> copies(List<Tensor> tensors) {
    return tensors.stream().map(tensor -> tensor.data().copy()).toList();
  }

  private static Result result(ForwardPass pass, List<Data> states, List<Tensor> initialStates) {
    List<Tensor> finals = new ArrayList<>();
    for (int s = 0; s < states.size(); s++) {
      finals.add(Tensor.wrap(states.get(s), initialStates.get(s).shape()));
    }
    return new Result(Tensor.wrap(pass.output(), pass.outputShape()), finals);
  }

  private static List<@Nullable Tensor> gradients(
      Program program,
      PackedWeights weights,
      Memory memory,
      List<Tensor> inputs,
      int states,
      Steps steps,
      boolean reverse,
      List<Tensor> results,
      List<@Nullable Tensor> gradResults) {
    Tensor input = inputs.getFirst();
    List<Data> given = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Tensor gradient = gradResults.get(i);
      given.add(
          gradient == null ? input.data().zeros(results.get(i).numel()) : gradient.data().copy());
    }
    List<Data> stateGradients = given.subList(1, given.size());
    var pass =
        new BackwardPass(
            program,
            weights,
            memory,
            input.data(),
            steps,
            reverse,
            results.get(1).size(0),
            given.getFirst(),
            stateGradients);
    pass.run();

    List<@Nullable Tensor> gradients = new ArrayList<>();
    gradients.add(input.requiresGrad() ? Tensor.wrap(pass.inputGradient(), input.shape()) : null);
    for (int s = 0; s < states; s++) {
      gradients.add(Tensor.wrap(stateGradients.get(s), inputs.get(1 + s).shape()));
    }
    List<Tensor> parameters = inputs.subList(1 + states, inputs.size());
    List<@Nullable Data> parameterGradients = new ArrayList<>();
    for (Tensor parameter : parameters) {
      parameterGradients.add(
          parameter.requiresGrad() ? parameter.data().zeros(parameter.numel()) : null);
    }
    pass.addParameterGradients(parameterGradients);
    for (int p = 0; p < parameters.size(); p++) {
      Data gradient = parameterGradients.get(p);
      gradients.add(gradient == null ? null : Tensor.wrap(gradient, parameters.get(p).shape()));
    }
    return gradients;
  }
}
