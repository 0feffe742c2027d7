package rnn4j.engine.scan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.engine.pass.BackwardWindow;
import rnn4j.engine.pass.ParameterGradients;
import rnn4j.kernel.Data;
import rnn4j.tensor.Tensor;

/// The gradients of everything that a scan read.
final class ScanGradients {
  private final Passes passes;
  private final Backpropagation how;
  private final Tensor input;
  private final List<Tensor> initialStates;
  private final List<Tensor> parameters;

  ScanGradients(
      Passes passes,
      Backpropagation how,
      Tensor input,
      List<Tensor> initialStates,
      List<Tensor> parameters) {
    this.passes = passes;
    this.how = how;
    this.input = input;
    this.initialStates = initialStates;
    this.parameters = parameters;
  }

  /// Returns the gradients of input, initial states and parameters, in this order.
  ///
  /// @param results output and final states
  /// @param gradResults their gradients, null where none arrived
  List<@Nullable Tensor> of(List<Tensor> results, List<@Nullable Tensor> gradResults) {
    List<Data> arrived = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Tensor gradient = gradResults.get(i);
      arrived.add(gradient == null ? input.data().zeros(results.get(i).numel()) : gradient.data());
    }
    List<Data> states = arrived.subList(1, arrived.size()).stream().map(Data::copy).toList();
    boolean apart = !how.apart().isEmpty();
    List<Tensor> targets = apart ? how.apart() : parameters;
    List<Boolean> wanted = targets.stream().map(Tensor::requiresGrad).toList();
    List<Integer> lengths = parameters.stream().map(Tensor::numel).toList();
    List<ParameterGradients> sums = new ArrayList<>();
    int rows = input.size(0);
    int count = apart ? passes.batch() : 1;
    for (int n = 0; n < count; n++) {
      sums.add(
          new ParameterGradients(
              passes.program(), lengths, wanted, input.data(), rows / Math.max(count, 1)));
    }
    Data gradInput =
        passes.backward(
            arrived.getFirst(),
            states,
            input.requiresGrad(),
            apart ? Integer.MAX_VALUE : BackwardWindow.rows(passes.program().forward()),
            (memory, steps, window) -> {
              if (!apart) {
                int[] order = steps.backwardOrder(passes.reverse(), window.first(), window.end());
                sums.getFirst().add(memory, window, order);
                return;
              }
              for (int n = 0; n < sums.size(); n++) {
                sums.get(n).add(memory, window, steps.backwardOrder(passes.reverse(), n));
              }
            });
    List<@Nullable Tensor> gradients = new ArrayList<>();
    gradients.add(gradInput == null ? null : Tensor.wrap(gradInput, input.shape()));
    for (int s = 0; s < states.size(); s++) {
      gradients.add(Tensor.wrap(states.get(s), initialStates.get(s).shape()));
    }
    gradients.addAll(ofParameters(targets, sums));
    return gradients;
  }

  private List<@Nullable Tensor> ofParameters(List<Tensor> targets, List<ParameterGradients> sums) {
    List<@Nullable Data> all = new ArrayList<>();
    for (Tensor target : targets) {
      all.add(target.requiresGrad() ? input.data().zeros(target.numel()) : null);
    }
    for (int n = 0; n < sums.size(); n++) {
      sums.get(n).addTo(all, n);
      sums.get(n).release();
    }
    List<@Nullable Tensor> gradients = new ArrayList<>();
    for (int p = 0; p < targets.size(); p++) {
      Data gradient = all.get(p);
      gradients.add(gradient == null ? null : Tensor.wrap(gradient, targets.get(p).shape()));
    }
    return gradients;
  }
}
