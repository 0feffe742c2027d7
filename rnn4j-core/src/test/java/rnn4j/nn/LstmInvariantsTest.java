package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Tensor;
import rnn4j.tensor.Threads;
import rnn4j.threads.ShareAllWork;

/// Oracle: the same computation, arranged in another way, to the last bit. The seed is the case: a
/// failure names what to replay.
@ExtendWith(ShareAllWork.class)
final class LstmInvariantsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void rowOfBatchEqualsRowAlone(int seed) {
    var draw = new SplittableRandom(seed);
    Lstm lstm = lstm(draw, config(draw));
    int batch = draw.nextInt(2, 65);
    Tensor input = input(draw, lstm, draw.nextInt(1, 12), batch);
    LstmOutput all = Gradients.off(() -> lstm.forward(input));

    int row = draw.nextInt(batch);
    LstmOutput alone = Gradients.off(() -> lstm.forward(input.slice(1, row, row + 1)));

    assertSame(alone.output(), all.output().slice(1, row, row + 1));
    assertSame(alone.state().h(), all.state().h().slice(1, row, row + 1));
    assertSame(alone.state().c(), all.state().c().slice(1, row, row + 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void sequenceCutAnywhereEqualsWhole(int seed) {
    var draw = new SplittableRandom(seed);
    Lstm lstm = lstm(draw, config(draw).withBidirectional(false));
    int seqLen = draw.nextInt(2, 400);
    Tensor input = input(draw, lstm, seqLen, draw.nextInt(1, 4));
    LstmOutput whole = Gradients.off(() -> lstm.forward(input));

    int cut = draw.nextInt(1, seqLen);
    LstmOutput first = Gradients.off(() -> lstm.forward(input.slice(0, 0, cut)));
    LstmOutput second =
        Gradients.off(() -> lstm.forward(input.slice(0, cut, seqLen), first.state()));

    assertSame(Tensor.concat(0, List.of(first.output(), second.output())), whole.output());
    assertSame(second.state().h(), whole.state().h());
    assertSame(second.state().c(), whole.state().c());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void threadsChangeNeitherOutputsNorGradients(int seed) {
    var draw = new SplittableRandom(seed);
    Lstm lstm = lstm(draw, LstmConfig.of(40, 64).withNumLayers(2).withBidirectional(seed % 2 == 0));
    Tensor input = input(draw, lstm, 9, draw.nextInt(3, 40)).requiresGrad(true);

    Threads.set(1);
    List<Tensor> one = outputsAndGradients(lstm, input);
    for (int count = 2; count <= 5; count++) {
      Threads.set(count);
      List<Tensor> many = outputsAndGradients(lstm, input);
      for (int i = 0; i < one.size(); i++) {
        assertSame(many.get(i), one.get(i));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void recordingChangesNoBit(int seed) {
    var draw = new SplittableRandom(seed);
    Lstm lstm = lstm(draw, config(draw));
    Tensor input = input(draw, lstm, draw.nextInt(1, 300), draw.nextInt(1, 9));
    LstmOutput recorded = lstm.forward(input);
    LstmOutput unrecorded = Gradients.off(() -> lstm.forward(input));
    assertThat(recorded.output().requiresGrad()).isTrue();
    assertThat(unrecorded.output().requiresGrad()).isFalse();
    assertSame(unrecorded.output(), recorded.output());
    assertSame(unrecorded.state().c(), recorded.state().c());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void batchFirstIsTheTranspose(int seed) {
    var draw = new SplittableRandom(seed);
    LstmConfig config = config(draw);
    var plain = new Lstm(config, TorchRandom.seed(seed));
    var batchFirst = new Lstm(config.withBatchFirst(true), TorchRandom.seed(seed));
    Tensor input = input(draw, plain, 5, 3);
    assertSame(
        batchFirst.forward(input.transpose(0, 1)).output().transpose(0, 1),
        plain.forward(input).output());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void reverseDirectionIsForwardOnReversedSequence(int seed) {
    var draw = new SplittableRandom(seed);
    var both = new Lstm(LstmConfig.of(3, 5).withBidirectional(true), TorchRandom.seed(seed));
    var one = new Lstm(LstmConfig.of(3, 5), TorchRandom.seed(seed));
    one.namedParameters()
        .forEach((name, parameter) -> parameter.set(both.parameter(name + "_reverse")));
    Tensor input = input(draw, one, 7, 2);
    Tensor forward = one.forward(reversed(input)).output();
    assertSame(both.forward(input).output().slice(2, 5, 10), reversed(forward));
  }

  private static List<Tensor> outputsAndGradients(Lstm lstm, Tensor input) {
    lstm.zeroGrad();
    input.setGrad(null);
    LstmOutput out = lstm.forward(input);
    out.output().sum().plus(out.state().c().sum()).backward();
    List<Tensor> all = new ArrayList<>(List.of(out.output(), out.state().h(), out.state().c()));
    all.add(gradient(input));
    lstm.parameters().forEach(parameter -> all.add(gradient(parameter)));
    return all;
  }

  private static Tensor gradient(Tensor tensor) {
    Tensor gradient = tensor.grad();
    if (gradient == null) {
      throw new AssertionError("no gradient arrived");
    }
    return gradient;
  }

  private static LstmConfig config(SplittableRandom draw) {
    int hiddenSize = draw.nextInt(2, 70);
    return LstmConfig.of(draw.nextInt(1, 40), hiddenSize)
        .withNumLayers(draw.nextInt(1, 4))
        .withBias(draw.nextBoolean())
        .withBidirectional(draw.nextBoolean())
        .withProjSize(draw.nextBoolean() ? draw.nextInt(1, hiddenSize) : 0)
        .withDtype(draw.nextInt(4) == 0 ? DType.FLOAT64 : DType.FLOAT32);
  }

  private static Lstm lstm(SplittableRandom draw, LstmConfig config) {
    return new Lstm(config, TorchRandom.seed(draw.nextInt()));
  }

  private static Tensor input(SplittableRandom draw, Lstm lstm, int seqLen, int batch) {
    int inputSize = lstm.config().inputSize();
    double[] values = draw.doubles((long) seqLen * batch * inputSize, -2, 2).toArray();
    return Tensor.of(values, seqLen, batch, inputSize).to(lstm.config().dtype());
  }

  private static Tensor reversed(Tensor sequence) {
    List<Tensor> steps = new ArrayList<>();
    for (int t = sequence.size(0) - 1; t >= 0; t--) {
      steps.add(sequence.select(0, t));
    }
    return Tensor.stack(0, steps);
  }

  private static void assertSame(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.toDoubleArray()).isEqualTo(expected.toDoubleArray());
  }
}
