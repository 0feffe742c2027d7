package rnn4j.cli.bench;

import java.util.ArrayList;
import java.util.List;
import rnn4j.nn.Init;
import rnn4j.nn.MseLoss;
import rnn4j.optim.Sgd;
import rnn4j.optim.SgdConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Tensor;

/// What every contestant has to do.
///
/// @param training whether it is a training step: forward, squared error of all hidden states,
///   backward, and a step of plain gradient descent; otherwise it is forward alone
/// @param size of the input at each step and of the hidden state
record Workload(boolean training, int batch, int size, int seqLen) {

  /// Returns what it is called in the table.
  String title() {
    return (training ? "training step" : "forward") + ", batch " + batch + ", hidden " + size;
  }

  /// Returns one run for each contestant.
  List<Runnable> tasks() {
    List<Runnable> tasks = new ArrayList<>();
    for (Contestant contestant : Contestant.values()) {
      Contestant.Model model = contestant.create(size);
      tasks.add(training ? trainingStep(model) : forward(model));
    }
    return tasks;
  }

  private Runnable forward(Contestant.Model model) {
    Tensor x = uniform(1);
    return () -> Gradients.off(() -> model.hidden().apply(x));
  }

  private Runnable trainingStep(Contestant.Model model) {
    Tensor x = uniform(1);
    Tensor target = uniform(2);
    var loss = new MseLoss();
    var sgd = new Sgd(model.module().parameters(), SgdConfig.of());
    return () -> {
      sgd.zeroGrad();
      loss.forward(model.hidden().apply(x), target).backward();
      sgd.step();
    };
  }

  private Tensor uniform(int seed) {
    return Init.uniform(Tensor.zeros(batch, seqLen, size), -1, 1, TorchRandom.seed(seed));
  }
}
