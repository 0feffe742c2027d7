package rnn4j.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rnn4j.kernel.Data;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Shape;
import rnn4j.tensor.ShapeException;
import rnn4j.tensor.Tensor;
import rnn4j.threads.Workers;

/// Connectionist temporal classification (Graves et al. 2006, doi 10.1145/1143844.1143891), as
/// `torch.nn.CTCLoss`: the negative logarithm of the probability that a sequence reads as its
/// target, once repeated classes are merged and blanks are left out, over all alignments.
///
/// ```java
/// Tensor logProbs = scores.logSoftmax(-1);                   // (seqLen, batch, C)
/// Tensor loss = new CtcLoss().forward(logProbs, targets, inputLengths, targetLengths);
/// ```
///
/// As PyTorch's, the gradient is right behind [rnn4j.tensor.Tensor#logSoftmax(int)], which the
/// input has to come from.
public final class CtcLoss extends Module {
  private static final String WHERE = "CtcLoss.forward";

  /// One place at one step takes as long as about so many multiply-adds.
  private static final long COST = 200;

  private final CtcConfig config;

  /// Creates a loss with blank 0 that is the mean over all sequences.
  public CtcLoss() {
    this(CtcConfig.of());
  }

  /// Creates a loss.
  public CtcLoss(CtcConfig config) {
    this.config = config;
  }

  /// Returns the loss of one sequence.
  ///
  /// @param logProbs (seqLen, C)
  /// @param targets (targetLength)
  public Tensor forward(Tensor logProbs, Indices targets) {
    if (logProbs.dim() != 2) {
      throw new ShapeException(
          WHERE + ": logProbs has shape " + logProbs.shape() + ", expected (seqLen, C)");
    }
    return forward(logProbs, targets, new int[] {logProbs.size(0)}, new int[] {targets.numel()});
  }

  /// Returns the loss of a batch of sequences.
  ///
  /// @param logProbs (seqLen, batch, C), or (seqLen, C) for one sequence
  /// @param targets (batch, at least the longest target), or all targets one after another
  /// @param inputLengths steps of each sequence
  /// @param targetLengths labels of each target
  /// @throws IllegalArgumentException if shapes or lengths don't fit, or a label is no class or the
  ///   blank
  public Tensor forward(Tensor logProbs, Indices targets, int[] inputLengths, int[] targetLengths) {
    if (logProbs.dim() != 2 && logProbs.dim() != 3) {
      throw new ShapeException(
          "%s: logProbs has shape %s, expected (seqLen, batch, C) or (seqLen, C)"
              .formatted(WHERE, logProbs.shape()));
    }
    int batch = logProbs.dim() == 2 ? 1 : logProbs.size(1);
    requireLengths("inputLengths", inputLengths, batch, logProbs.size(0));
    int[][] labels = labels(targets, targetLengths, batch, logProbs.size(-1));
    Tensor losses = losses(logProbs, labels, inputLengths);
    if (config.reduction() != Reduction.MEAN) {
      Tensor reduced = config.reduction().apply(losses);
      return logProbs.dim() == 2 ? reduced.reshape() : reduced;
    }
    double[] divisors = Arrays.stream(targetLengths).mapToDouble(n -> Math.max(1, n)).toArray();
    return losses.div(Tensor.of(divisors, batch).to(losses.dtype())).mean();
  }

  private Tensor losses(Tensor logProbs, int[][] labels, int[] inputLengths) {
    int batch = labels.length;
    int classes = logProbs.size(-1);
    var alignments = new CtcAlignments[batch];
    Data losses = logProbs.data().zeros(batch);
    forEach(
        logProbs,
        labels,
        n -> {
          alignments[n] =
              new CtcAlignments(
                  logProbs.data(),
                  n * classes,
                  batch * classes,
                  inputLengths[n],
                  classes,
                  config.blank(),
                  labels[n]);
          double loss = alignments[n].negativeLogLikelihood();
          losses.set(n, config.zeroInfinity() && Double.isInfinite(loss) ? 0 : loss);
        });
    Tensor result = Tensor.wrap(losses, Shape.of(batch));
    Gradients.record(
        List.of(logProbs),
        List.of(result),
        gradResults -> {
          @Nullable Tensor g = gradResults.getFirst();
          return g == null ? gradResults : List.of(gradient(logProbs, labels, alignments, g));
        });
    return result;
  }

  private Tensor gradient(
      Tensor logProbs, int[][] labels, CtcAlignments[] alignments, Tensor upper) {
    Data gradient = logProbs.data().zeros(logProbs.numel());
    forEach(
        logProbs,
        labels,
        n -> {
          boolean infinite = Double.isInfinite(alignments[n].negativeLogLikelihood());
          if (!(config.zeroInfinity() && infinite)) {
            alignments[n].writeGradient(gradient, upper.get(n));
          }
        });
    return Tensor.wrap(gradient, logProbs.shape());
  }

  private interface Sequence {
    void run(int number);
  }

  /// Runs a task for every sequence of the batch; threads share the sequences.
  private static void forEach(Tensor logProbs, int[][] labels, Sequence task) {
    int batch = labels.length;
    long places = Arrays.stream(labels).mapToLong(label -> 2L * label.length + 1).sum();
    int parts = Workers.parts(batch, COST * logProbs.size(0) * places);
    Workers.run(
        parts,
        part -> {
          int to = Workers.start(batch, parts, part + 1);
          for (int n = Workers.start(batch, parts, part); n < to; n++) {
            task.run(n);
          }
        });
  }

  private static void requireLengths(String name, int[] lengths, int batch, int most) {
    if (lengths.length != batch) {
      throw new IllegalArgumentException(
          "%s: %s has %d elements, expected batch=%d"
              .formatted(WHERE, name, lengths.length, batch));
    }
    for (int length : lengths) {
      if (length < 0 || length > most) {
        throw new IllegalArgumentException(
            "%s: a length of %s is %d, expected at least 0 and at most %d"
                .formatted(WHERE, name, length, most));
      }
    }
  }

  /// Returns the target of each sequence.
  private int[][] labels(Indices targets, int[] lengths, int batch, int classes) {
    if (config.blank() >= classes) {
      throw new IllegalArgumentException(
          "%s: blank is %d, expected less than C=%d".formatted(WHERE, config.blank(), classes));
    }
    boolean padded = targets.shape().dim() == 2;
    requireLengths(
        "targetLengths", lengths, batch, padded ? targets.shape().size(1) : targets.numel());
    int sum = IntStream.of(lengths).sum();
    Shape expected = padded ? Shape.of(batch, targets.shape().size(1)) : Shape.of(sum);
    if (!targets.shape().equals(expected)) {
      throw new ShapeException(
          "%s: targets have shape %s, expected (batch=%d, ...), or (%d), the sum of targetLengths"
              .formatted(WHERE, targets.shape(), batch, sum));
    }
    int[] all = targets.toArray();
    int[][] labels = new int[batch][];
    int from = 0;
    for (int n = 0; n < batch; n++) {
      int start = padded ? n * targets.shape().size(1) : from;
      labels[n] = Arrays.copyOfRange(all, start, start + lengths[n]);
      from += lengths[n];
      for (int label : labels[n]) {
        if (label < 0 || label >= classes || label == config.blank()) {
          throw new IllegalArgumentException(
              "%s: a target is %d, expected at least 0, less than C=%d and not the blank=%d"
                  .formatted(WHERE, label, classes, config.blank()));
        }
      }
    }
    return labels;
  }

  @Override
  protected String typeName() {
    return "CTCLoss";
  }
}
