package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static rnn4j.tensor.GradientCheck.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rnn4j.tensor.DType;
import rnn4j.tensor.GradientCheck;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Samples;
import rnn4j.tensor.Tensor;
import rnn4j.tensor.Threads;

/// Oracles: central differences, and probabilities summed up one by one.
final class LossTest {

  @ParameterizedTest
  @EnumSource
  void gradientsAreThoseOfCentralDifferences(Reduction reduction) {
    Tensor x = Samples.uniform(1, 3, 4);
    Tensor y = Samples.uniform(2, 3, 4);
    GradientCheck.check(new MseLoss(reduction)::forward, x, y);
    GradientCheck.check(new L1Loss(reduction)::forward, x, y);
    GradientCheck.check(new HuberLoss(0.5, reduction)::forward, x, y);
    GradientCheck.check(new SmoothL1Loss(0.5, reduction)::forward, x, y);
    GradientCheck.check(new SmoothL1Loss(0, reduction)::forward, x, y);
    GradientCheck.check(
        new BceWithLogitsLoss(
                BceWithLogitsConfig.of()
                    .withReduction(reduction)
                    .withPosWeight(Samples.uniform(3, 4))
                    .withWeight(Samples.uniform(4, 3, 1)))
            ::forward,
        x,
        y);
  }

  @ParameterizedTest
  @EnumSource
  void gradientsOfClassLossesAreThoseOfCentralDifferences(Reduction reduction) {
    Tensor scores = Samples.between(DType.FLOAT64, 1, -2, 2, 2, 3, 4);
    Indices target = Indices.of(new int[] {0, 1, -1, 2, 2, 2, 0, -1}, 2, 4);
    Tensor weight = Samples.between(DType.FLOAT64, 2, 0.5, 1.5, 3);
    CrossEntropyConfig config =
        CrossEntropyConfig.of()
            .withReduction(reduction)
            .withIgnoreIndex(-1)
            .withWeight(weight)
            .withLabelSmoothing(0.2);
    GradientCheck.check(x -> new CrossEntropyLoss(config).forward(x, target), scores);
    GradientCheck.check(
        new CrossEntropyLoss(config)::forward, scores, Samples.uniform(3, 2, 3, 4).softmax(1));
    NllConfig nll = NllConfig.of().withReduction(reduction).withIgnoreIndex(-1).withWeight(weight);
    GradientCheck.check(x -> new NllLoss(nll).forward(x, target), scores);
  }

  @ParameterizedTest
  @EnumSource
  void gradientBehindLogSoftmaxIsThatOfCentralDifferences(Reduction reduction) {
    var loss = new CtcLoss(CtcConfig.of().withReduction(reduction).withBlank(2));
    Indices targets = Indices.of(new int[] {0, 0, 1, 3, 0, 0, 0, 0, 0}, 3, 3);
    GradientCheck.check(
        x -> loss.forward(x.logSoftmax(-1), targets, new int[] {5, 6, 3}, new int[] {3, 1, 0}),
        Samples.between(DType.FLOAT64, 1, -2, 2, 6, 3, 4));
  }

  @Test
  void alignmentsAreAllPathsThatReadAsTheTarget() {
    Tensor logProbs = Samples.uniform(1, 5, 3).logSoftmax(-1);
    for (List<Integer> target : List.of(List.of(1, 1), List.of(1, 2), List.<Integer>of())) {
      double sum = 0;
      for (int path = 0; path < 243; path++) {
        List<Integer> read = new ArrayList<>();
        double logProb = 0;
        int before = 0;
        for (int t = 0, rest = path; t < 5; t++, rest /= 3) {
          int label = rest % 3;
          logProb += logProbs.get(t, label);
          if (label != 0 && label != before) {
            read.add(label);
          }
          before = label;
        }
        sum += read.equals(target) ? Math.exp(logProb) : 0;
      }
      Indices labels =
          Indices.of(
              target.stream().mapToInt(Integer::intValue).toArray(), new int[] {target.size()});
      Tensor loss =
          new CtcLoss(CtcConfig.of().withReduction(Reduction.SUM)).forward(logProbs, labels);
      assertThat(loss.item()).isCloseTo(-Math.log(sum), within(1e-13));
    }
  }

  @Test
  void impossibleAlignmentsCountAsAsked() {
    Tensor scores = Samples.uniform(1, 2, 3).requiresGrad(true);
    Indices twice = Indices.of(1, 1);
    Tensor loss = new CtcLoss().forward(scores.logSoftmax(-1), twice);
    assertThat(loss.item()).isEqualTo(Double.POSITIVE_INFINITY);
    loss.backward();
    assertThat(DoubleStream.of(gradient(scores).toDoubleArray())).allMatch(x -> x.isNaN());
    scores.setGrad(null);
    loss = new CtcLoss(CtcConfig.of().withZeroInfinity(true)).forward(scores.logSoftmax(-1), twice);
    loss.backward();
    assertThat(loss.item()).isZero();
    assertThat(DoubleStream.of(gradient(scores).toDoubleArray())).allMatch(x -> x == 0);
  }

  @Test
  void sequencesWithoutStepsReadAsNothingOnly() {
    var loss = new CtcLoss(CtcConfig.of().withReduction(Reduction.NONE));
    Indices targets = Indices.of(new int[] {1, 1}, 2, 1);
    Tensor losses =
        loss.forward(Tensor.zeros(3, 2, 2), targets, new int[] {0, 0}, new int[] {0, 1});
    assertThat(losses.toFloatArray()).containsExactly(0, Float.POSITIVE_INFINITY);
  }

  @Test
  void numberOfThreadsChangesNoBitOfAlignments() {
    int threads = Threads.count();
    try {
      Threads.set(1);
      String one = alignmentBits();
      Threads.set(3);
      assertThat(alignmentBits()).isEqualTo(one);
    } finally {
      Threads.set(threads);
    }
  }

  private static String alignmentBits() {
    Tensor x = Samples.uniform(DType.FLOAT32, 1, 40, 9, 5).requiresGrad(true);
    Indices targets = Samples.indices(2, 4, 9, 12);
    int[] inputLengths = {40, 40, 39, 38, 37, 36, 35, 34, 33};
    int[] targetLengths = {12, 11, 10, 9, 8, 7, 6, 5, 4};
    Tensor loss =
        new CtcLoss(CtcConfig.of().withBlank(4))
            .forward(x.logSoftmax(-1), targets, inputLengths, targetLengths);
    loss.backward();
    return loss.item() + Arrays.toString(gradient(x).toFloatArray());
  }

  @Test
  void targetsMustBeLikeTheInput() {
    Tensor x = Tensor.zeros(2, 3);
    assertThatThrownBy(() -> new MseLoss().forward(x, Tensor.zeros(3)))
        .hasMessage(
            "MseLoss.forward: target has shape (3), expected (2, 3), the shape of the input");
    assertThatThrownBy(() -> new BceWithLogitsLoss().forward(x, Tensor.zeros(DType.FLOAT64, 2, 3)))
        .hasMessage(
            "BceWithLogitsLoss.forward: target has type float64, expected float32, the type of the"
                + " input; convert it with to(DType)");
  }

  @Test
  void classesMustFit() {
    Tensor x = Tensor.zeros(2, 3, 4);
    var loss = new CrossEntropyLoss();
    assertThatThrownBy(() -> loss.forward(x, Indices.of(new int[10], 2, 5)))
        .hasMessage(
            "CrossEntropyLoss.forward: target has shape (2, 5), expected (2, 4) for input (2, 3,"
                + " 4)");
    assertThatThrownBy(() -> loss.forward(Tensor.zeros(2, 3), Indices.of(0, 3)))
        .hasMessage(
            "CrossEntropyLoss.forward: target is 3, expected at least 0 and less than 3, or"
                + " ignoreIndex=-100");
    assertThatThrownBy(() -> new NllLoss().forward(Tensor.zeros(), Indices.of(0)))
        .hasMessage("NllLoss.forward: input has shape (), expected (N, C, ...) or (C)");
    var weighted = new NllLoss(NllConfig.of().withWeight(Tensor.ones(2)));
    assertThatThrownBy(() -> weighted.forward(Tensor.zeros(2, 3), Indices.of(0, 1)))
        .hasMessage(
            "NllLoss.forward: weight is (2) float32, expected one for each class, (3) float32");
    var ignoring = new CrossEntropyLoss(CrossEntropyConfig.of().withIgnoreIndex(1));
    assertThatThrownBy(() -> ignoring.forward(x, x))
        .hasMessage(
            "CrossEntropyLoss.forward: ignoreIndex is 1, expected none where targets are"
                + " probabilities");
  }

  @Test
  void ignoredPositionsDoNotCountWhateverTheirScores() {
    Tensor scores =
        Tensor.of(new float[] {0, 0, Float.NEGATIVE_INFINITY, 0}, 2, 2).requiresGrad(true);
    CrossEntropyConfig config = CrossEntropyConfig.of().withLabelSmoothing(0.1);
    Tensor loss = new CrossEntropyLoss(config).forward(scores, Indices.of(1, -100));
    assertThat(loss.item()).isCloseTo(Math.log(2), within(1e-7));
  }

  @Test
  void alignmentsMustFit() {
    Tensor x = Tensor.zeros(4, 2, 3);
    Indices two = Indices.of(new int[] {1, 2, 1, 2}, 2, 2);
    var loss = new CtcLoss();
    int[] fours = {4, 4};
    int[] twos = {2, 2};
    assertThatThrownBy(() -> loss.forward(Tensor.zeros(4), two, fours, twos))
        .hasMessage(
            "CtcLoss.forward: logProbs has shape (4), expected (seqLen, batch, C) or (seqLen, C)");
    assertThatThrownBy(() -> loss.forward(x, two))
        .hasMessage("CtcLoss.forward: logProbs has shape (4, 2, 3), expected (seqLen, C)");
    assertThatThrownBy(() -> loss.forward(x, two, new int[] {4}, twos))
        .hasMessage("CtcLoss.forward: inputLengths has 1 elements, expected batch=2");
    assertThatThrownBy(() -> loss.forward(x, two, new int[] {5, 4}, twos))
        .hasMessage(
            "CtcLoss.forward: a length of inputLengths is 5, expected at least 0 and at most 4");
    assertThatThrownBy(() -> loss.forward(x, two, fours, new int[] {2, 3}))
        .hasMessage(
            "CtcLoss.forward: a length of targetLengths is 3, expected at least 0 and at most 2");
    assertThatThrownBy(() -> loss.forward(x, Indices.of(1, 2, 1), fours, twos))
        .hasMessage(
            "CtcLoss.forward: targets have shape (3), expected (batch=2, ...), or (4), the sum of"
                + " targetLengths");
    assertThatThrownBy(() -> loss.forward(x, Indices.of(1, 3, 1, 2), fours, twos))
        .hasMessage(
            "CtcLoss.forward: a target is 3, expected at least 0, less than C=3 and not the"
                + " blank=0");
    assertThatThrownBy(() -> loss.forward(x, Indices.of(1, 0, 1, 2), fours, twos))
        .hasMessageContaining("a target is 0");
    assertThatThrownBy(() -> new CtcLoss(CtcConfig.of().withBlank(3)).forward(x, two, fours, twos))
        .hasMessage("CtcLoss.forward: blank is 3, expected less than C=3");
  }

  @Test
  void optionsAreChecked() {
    assertThatThrownBy(() -> new HuberLoss(0, Reduction.MEAN))
        .hasMessage("HuberLoss: delta is 0.0, expected more than 0");
    assertThatThrownBy(() -> new SmoothL1Loss(-1, Reduction.MEAN))
        .hasMessage("SmoothL1Loss: beta is -1.0, expected at least 0");
    assertThatThrownBy(() -> CrossEntropyConfig.of().withLabelSmoothing(1.5))
        .hasMessage("CrossEntropyConfig: labelSmoothing is 1.5, expected one in [0, 1]");
    assertThatThrownBy(() -> CtcConfig.of().withBlank(-1))
        .hasMessage("CtcConfig: blank is -1, expected at least 0");
  }

  @Test
  void printedFormsArePyTorchs() {
    assertThat(
            List.of(
                new MseLoss(),
                new L1Loss(),
                new HuberLoss(),
                new SmoothL1Loss(),
                new BceWithLogitsLoss(),
                new CrossEntropyLoss(),
                new NllLoss(),
                new CtcLoss()))
        .extracting(Module::toString)
        .containsExactly(
            "MSELoss()",
            "L1Loss()",
            "HuberLoss()",
            "SmoothL1Loss()",
            "BCEWithLogitsLoss()",
            "CrossEntropyLoss()",
            "NLLLoss()",
            "CTCLoss()");
  }
}
