package rnn4j.examples;

import java.util.Locale;
import java.util.SplittableRandom;
import rnn4j.cell.Cell;
import rnn4j.cell.Value;
import rnn4j.cell.Weight;
import rnn4j.nn.CellLayer;
import rnn4j.nn.CellLayerConfig;
import rnn4j.nn.Linear;
import rnn4j.nn.MseLoss;
import rnn4j.optim.Adam;
import rnn4j.optim.AdamConfig;
import rnn4j.optim.ClipGrad;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Tensor;

/// A recurrent cell of one's own, from its equations to a trained layer. The task is the adding
/// problem (Hochreiter and Schmidhuber 1997): of a row of random numbers, say the sum of the two
/// that are marked.
public final class WriteCell {
  private static final int SEQ_LEN = 12;
  private static final int HIDDEN = 16;

  private WriteCell() {}

  /// A cell that keeps what it knows and opens a gate to add to it:
  ///
  /// ```
  /// g  = sigmoid(W_g x + U_g h + b_g)
  /// h' = h + g * tanh(W_n x + b_n)
  /// ```
  static Cell addingCell(int hiddenSize) {
    return step -> {
      Value x = step.input();
      Value h = step.state("h", hiddenSize);
      Weight gateInput = step.weight("weight_ig", hiddenSize, x.width());
      Weight gateState = step.weight("weight_hg", hiddenSize, hiddenSize);
      Weight newInput = step.weight("weight_in", hiddenSize, x.width());
      Value gate =
          gateInput
              .times(x)
              .plus(gateState.times(h))
              .plus(step.vector("bias_g", hiddenSize))
              .sigmoid();
      Value news = newInput.times(x).plus(step.vector("bias_n", hiddenSize)).tanh();
      Value next = h.plus(gate.times(news));
      step.next("h", next);
      step.output(next);
    };
  }

  /// Trains and prints the error, which is 0.167 for who always says 1.
  ///
  /// @param args how many steps to train, 400 if nothing is given
  public static void main(String[] args) {
    int steps = args.length > 0 ? Integer.parseInt(args[0]) : 400;
    TorchRandom random = TorchRandom.seed(1);
    var layer = new CellLayer(CellLayerConfig.of(addingCell(HIDDEN), 2), random);
    var linear = new Linear(HIDDEN, 1, random);
    var parameters = new java.util.ArrayList<>(layer.parameters());
    parameters.addAll(linear.parameters());
    var optimizer = new Adam(parameters, AdamConfig.of().withLr(0.01));
    var loss = new MseLoss();
    var data = new SplittableRandom(2);
    for (int step = 0; step < steps; step++) {
      Problem problem = Problem.draw(data, 32);
      Tensor said = linear.forward(layer.forward(problem.input()).last("h"));
      optimizer.zeroGrad();
      loss.forward(said, problem.sum()).backward();
      ClipGrad.norm(parameters, 1);
      optimizer.step();
    }
    Problem unseen = Problem.draw(data, 500);
    double error =
        Gradients.off(() ->
            loss.forward(linear.forward(layer.forward(unseen.input()).last("h")), unseen.sum())
                .item());
    System.out.printf(Locale.ROOT, "mean squared error after %d steps: %.4f%n", steps, error);
  }

  /// Rows of numbers with two of them marked.
  ///
  /// @param input (seqLen, batch, 2), numbers and marks
  /// @param sum (batch, 1)
  private record Problem(Tensor input, Tensor sum) {

    static Problem draw(SplittableRandom random, int batch) {
      float[] input = new float[SEQ_LEN * batch * 2];
      float[] sum = new float[batch];
      for (int b = 0; b < batch; b++) {
        int first = random.nextInt(SEQ_LEN / 2);
        int second = random.nextInt(SEQ_LEN / 2, SEQ_LEN);
        for (int t = 0; t < SEQ_LEN; t++) {
          float number = (float) random.nextDouble();
          boolean marked = t == first || t == second;
          input[(t * batch + b) * 2] = number;
          input[(t * batch + b) * 2 + 1] = marked ? 1 : 0;
          sum[b] += marked ? number : 0;
        }
      }
      return new Problem(Tensor.of(input, SEQ_LEN, batch, 2), Tensor.of(sum, batch, 1));
    }
  }
}
