package rnn4j.nn;

import java.util.Arrays;
import rnn4j.kernel.Data;
import rnn4j.kernel.Op;
import rnn4j.kernel.Register;
import rnn4j.kernel.choice.ChosenKernels;

/// All ways to align one target with one sequence of log-probabilities: the forward-backward
/// algorithm of Graves et al. 2006, in double precision and on logarithms.
///
/// The target is widened by a blank before, between and after its labels. `alpha(t, s)` is the
/// logarithm of the probability of all beginnings of alignments that are at place `s` of it at step
/// `t`, and `beta(t, s)` that of all endings; both count step `t`.
final class CtcAlignments {
  private static final double IMPOSSIBLE = Double.NEGATIVE_INFINITY;

  private final Data logProbs;
  private final int offset;
  private final int stride;
  private final int steps;
  private final int classes;

  /// The widened target.
  private final int[] labels;

  private final double[][] alpha;

  /// Step `t` has its log-probabilities from `offset + t * stride`.
  CtcAlignments(
      Data logProbs, int offset, int stride, int steps, int classes, int blank, int[] target) {
    this.logProbs = logProbs;
    this.offset = offset;
    this.stride = stride;
    this.steps = steps;
    this.classes = classes;
    this.labels = new int[2 * target.length + 1];
    Arrays.fill(labels, blank);
    for (int i = 0; i < target.length; i++) {
      labels[2 * i + 1] = target[i];
    }
    this.alpha = new double[steps][labels.length];
    for (int t = 0; t < steps; t++) {
      for (int s = 0; s < labels.length; s++) {
        alpha[t][s] = logProb(t, s) + (t == 0 ? (s < 2 ? 0 : IMPOSSIBLE) : before(alpha[t - 1], s));
      }
    }
  }

  /// Returns the negative logarithm of the probability of all alignments; infinite if there is
  /// none.
  double negativeLogLikelihood() {
    int last = labels.length - 1;
    if (steps == 0) {
      return last == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    return -logSum(alpha[steps - 1][last], last == 0 ? IMPOSSIBLE : alpha[steps - 1][last - 1]);
  }

  /// Writes PyTorch's gradient: that of the loss behind a softmax, with respect to the softmax's
  /// input. At every step it is the probability of each class less its share in the alignments; not
  /// a number if there are no alignments.
  ///
  /// @param gradient of the layout of the log-probabilities
  /// @param factor gradient of the loss
  void writeGradient(Data gradient, double factor) {
    double loss = negativeLogLikelihood();
    double[] beta = new double[labels.length];
    for (int t = steps - 1; t >= 0; t--) {
      beta = beta(t, beta);
      int row = offset + t * stride;
      var target = new Register(gradient, row, 0);
      var source = new Register(logProbs, row, 0);
      ChosenKernels.of(gradient).apply(Op.EXP, 0, 0, 1, classes, target, source, source, source);
      if (Double.isInfinite(loss)) {
        gradient.fill(row, classes, Double.NaN);
      }
      for (int s = 0; s < labels.length; s++) {
        double share = alpha[t][s] + beta[s];
        if (share > IMPOSSIBLE) {
          int at = row + labels[s];
          double probability = StrictMath.exp(share - logProb(t, s) + loss);
          gradient.set(at, gradient.get(at) - probability);
        }
      }
      ChosenKernels.of(gradient)
          .apply(Op.SCALE, factor, -0.0, 1, classes, target, target, target, target);
    }
  }

  private double[] beta(int t, double[] next) {
    double[] beta = new double[labels.length];
    for (int s = 0; s < labels.length; s++) {
      boolean end = s >= labels.length - 2;
      beta[s] = logProb(t, s) + (t == steps - 1 ? (end ? 0 : IMPOSSIBLE) : after(next, s));
    }
    return beta;
  }

  private double logProb(int t, int s) {
    return logProbs.get(offset + t * stride + labels[s]);
  }

  /// Place `s` is reached from itself, from the one before, and from the label before over a blank,
  /// unless that is the same label.
  private double before(double[] row, int s) {
    double sum = s == 0 ? row[0] : logSum(row[s], row[s - 1]);
    return s >= 2 && labels[s] != labels[s - 2] ? logSum(sum, row[s - 2]) : sum;
  }

  private double after(double[] row, int s) {
    int last = labels.length - 1;
    double sum = s == last ? row[last] : logSum(row[s], row[s + 1]);
    return s + 2 <= last && labels[s] != labels[s + 2] ? logSum(sum, row[s + 2]) : sum;
  }

  private static double logSum(double a, double b) {
    double high = Math.max(a, b);
    double low = Math.min(a, b);
    return low == IMPOSSIBLE ? high : high + StrictMath.log1p(StrictMath.exp(low - high));
  }
}
