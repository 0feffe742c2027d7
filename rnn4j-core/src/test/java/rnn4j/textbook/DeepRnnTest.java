package rnn4j.textbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rnn4j.tensor.GradientCheck.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.cell.Direction;
import rnn4j.cell.Merge;
import rnn4j.cell.RecurrentStack;
import rnn4j.cell.Regularization;
import rnn4j.cell.RnnEquations;
import rnn4j.cell.Value;
import rnn4j.engine.pass.Steps;
import rnn4j.engine.scan.Backpropagation;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Samples;
import rnn4j.tensor.ShapeException;
import rnn4j.tensor.Tensor;

/// Oracle: the engine, which scans one layer after another over the whole sequence.
final class DeepRnnTest {

  record Case(DType dtype, long seed) {}

  static Stream<Case> equalsEngine() {
    return Stream.of(DType.values())
        .flatMap(dtype -> Stream.of(1L, 2L, 3L, 4L, 5L, 6L).map(seed -> new Case(dtype, seed)));
  }

  @ParameterizedTest
  @MethodSource
  void equalsEngine(Case test) {
    var draw = new SplittableRandom(test.seed);
    int inputSize = draw.nextInt(1, 33);
    int hiddenSize = draw.nextInt(1, 65);
    List<Activation> phi =
        draw.ints(draw.nextInt(1, 5), 0, 4).mapToObj(List.of(Activation.values())::get).toList();
    var rnn = new DeepRnn(inputSize, hiddenSize, 3, phi, test.dtype, TorchRandom.seed(test.seed));
    Tensor x = Samples.uniform(test.dtype, 1, draw.nextInt(1, 17), draw.nextInt(1, 41), inputSize);
    List<Tensor> initial =
        phi.stream().map(_ -> Samples.uniform(test.dtype, 2, x.size(0), hiddenSize)).toList();

    DeepRnnOutput actual = rnn.forward(x.requiresGrad(true), initial);
    List<Tensor> actualGradients = gradients(rnn, x, actual);
    DeepRnnOutput expected = engine(rnn, phi, x, initial);
    List<Tensor> expectedGradients = gradients(rnn, x, expected);

    Closeness.assertClose("output", actual.output(), expected.output());
    for (int l = 0; l < phi.size(); l++) {
      Closeness.assertClose("h", actual.last().get(l), expected.last().get(l));
    }
    for (int i = 0; i < expectedGradients.size(); i++) {
      Closeness.assertClose("gradient " + i, actualGradients.get(i), expectedGradients.get(i));
    }
  }

  /// Runs the network's own parameters in the engine, so that gradients arrive at them.
  private static DeepRnnOutput engine(
      DeepRnn rnn, List<Activation> phi, Tensor x, List<Tensor> initial) {
    int batch = x.size(0);
    int seqLen = x.size(1);
    int hiddenSize = initial.getFirst().size(1);
    Tensor rows = x.transpose(0, 1).reshape(seqLen * batch, x.size(2));
    List<Tensor> last = new ArrayList<>();
    for (int l = 1; l <= phi.size(); l++) {
      var cell = new RnnEquations(hiddenSize, true, function(phi.get(l - 1)));
      List<Tensor> parameters =
          List.of(
              rnn.parameter("W_xh_" + l).t(),
              rnn.parameter("W_hh_" + l).t(),
              rnn.parameter("b_h_" + l),
              Tensor.zeros(x.dtype(), hiddenSize));
      RecurrentStack.Result result =
          new RecurrentStack(
                  cell,
                  rows.size(1),
                  1,
                  List.of(Direction.FORWARD),
                  Merge.CONCATENATE,
                  Regularization.NONE)
              .forward(
                  List.of(parameters),
                  rows,
                  Steps.of(seqLen, batch),
                  List.of(initial.get(l - 1).unsqueeze(0)),
                  UnaryOperator.identity(),
                  null,
                  _ -> Backpropagation.ORDINARY);
      rows = result.output();
      last.add(result.finalStates().getFirst().squeeze(0));
    }
    Tensor output = rows.linear(rnn.parameter("W_hq").t(), rnn.parameter("b_q"));
    return new DeepRnnOutput(output.reshape(seqLen, batch, 3).transpose(0, 1), last);
  }

  private static UnaryOperator<Value> function(Activation phi) {
    return switch (phi) {
      case TANH -> Value::tanh;
      case RELU -> Value::relu;
      case SIGMOID -> Value::sigmoid;
      case IDENTITY -> UnaryOperator.identity();
    };
  }

  private static List<Tensor> gradients(DeepRnn rnn, Tensor x, DeepRnnOutput out) {
    rnn.zeroGrad();
    x.setGrad(null);
    Tensor loss = weighted(out.output(), 3);
    for (Tensor h : out.last()) {
      loss = loss.plus(weighted(h, 4));
    }
    loss.backward();
    return Stream.concat(Stream.of(x), rnn.parameters().stream())
        .map(tensor -> gradient(tensor))
        .toList();
  }

  private static Tensor weighted(Tensor result, long seed) {
    return result.times(Samples.uniform(result.dtype(), seed, result.shape().toArray())).sum();
  }

  @Test
  void startsFromZerosIfNoStateIsGiven() {
    var rnn = new DeepRnn(3, 4, 2, List.of(Activation.TANH, Activation.RELU), TorchRandom.seed(1));
    Tensor x = Samples.uniform(DType.FLOAT32, 1, 2, 5, 3);
    Tensor zeros = Tensor.zeros(2, 4);
    assertThat(rnn.forward(x).output().toFloatArray())
        .containsExactly(rnn.forward(x, List.of(zeros, zeros)).output().toFloatArray());
  }

  @Test
  void saysWhatIsWrong() {
    var random = TorchRandom.seed(1);
    var rnn = new DeepRnn(3, 4, 2, List.of(Activation.TANH), random);
    assertThatThrownBy(() -> new DeepRnn(3, 4, 2, List.of(), random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("DeepRnn: number of layers is 0, expected at least 1");
    assertThatThrownBy(() -> rnn.forward(Tensor.zeros(2, 5, 4)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "DeepRnn.forward: x has shape (2, 5, 4), expected (batch, seqLen, inputSize=3) with at"
                + " least one step");
    assertThatThrownBy(() -> rnn.forward(Tensor.zeros(2, 5, 3), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("DeepRnn.forward: 0 initial states, expected one for each of 1 layers");
    assertThatThrownBy(() -> rnn.forward(Tensor.zeros(2, 5, 3), List.of(Tensor.zeros(1, 4))))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "DeepRnn.forward: initial state 0 has shape (1, 4), expected (batch=2, hiddenSize=4)");
  }
}
