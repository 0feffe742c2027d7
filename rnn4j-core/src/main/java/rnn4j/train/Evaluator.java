package rnn4j.train;

import rnn4j.data.BatchReader;
import rnn4j.data.Batches;
import rnn4j.nn.Module;
import rnn4j.tensor.Gradients;

/// Measures a model on data that are not trained on.
@FunctionalInterface
public interface Evaluator {

  /// Measures the model as it is now.
  Evaluation evaluate();

  /// Returns an evaluator that takes the loss over all batches of epoch 0, in evaluation mode and
  /// without gradients.
  static <B> Evaluator ofLoss(Module model, Objective<B> objective, Batches<B> batches) {
    return () -> Evaluation.of(meanLoss(model, objective, batches));
  }

  /// Returns the mean loss over all batches of epoch 0, in evaluation mode and without gradients.
  static <B> double meanLoss(Module model, Objective<B> objective, Batches<B> batches) {
    boolean training = model.isTraining();
    model.eval();
    try (BatchReader<B> reader = batches.epoch(0, 0)) {
      double sum = 0;
      double count = 0;
      for (B batch = reader.next(); batch != null; batch = reader.next()) {
        B now = batch;
        Loss loss = Gradients.off(() -> objective.loss(now));
        sum += loss.sum().item();
        count += loss.count();
      }
      return sum / count;
    } finally {
      model.train(training);
    }
  }
}
