package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rnn4j.nn.SameBits.assertSame;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.optim.Adagrad;
import rnn4j.optim.AdagradConfig;
import rnn4j.optim.Adam;
import rnn4j.optim.AdamConfig;
import rnn4j.optim.AdamW;
import rnn4j.optim.AdamWConfig;
import rnn4j.optim.NAdam;
import rnn4j.optim.NAdamConfig;
import rnn4j.optim.Optimizer;
import rnn4j.optim.RmsProp;
import rnn4j.optim.RmsPropConfig;
import rnn4j.optim.Sgd;
import rnn4j.optim.SgdConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.GradientCheck;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Tensor;

/// A layer keeps its weights packed from one call to the next. Oracle: a layer that never ran
/// before its weights were what they are.
final class ChangedWeightsTest {
  private static final LstmConfig CONFIG = LstmConfig.of(5, 40).withBidirectional(true);

  static Stream<Named<Consumer<Lstm>>> changes() {
    return Stream.of(
        Named.of("set", lstm -> lstm.parameters().forEach(p -> p.set(p.detach().times(0.5)))),
        Named.of(
            "set of a tensor that shares the elements",
            lstm -> lstm.parameters().forEach(p -> p.detach().set(p.detach().times(0.5)))),
        Named.of(
            "the second direction alone",
            lstm -> lstm.parameters().getLast().set(lstm.parameters().getLast().detach().plus(1))),
        Named.of(
            "uniform",
            lstm -> lstm.parameters().forEach(p -> Init.uniform(p, -1, 1, TorchRandom.seed(3)))),
        Named.of(
            "normal",
            lstm -> lstm.parameters().forEach(p -> Init.normal(p, 0, 0.1, TorchRandom.seed(3)))),
        Named.of("loadStateDict", lstm -> lstm.loadStateDict(layer(9).stateDict())),
        Named.of("Sgd", step(p -> new Sgd(p, SgdConfig.of().withLr(0.1)))),
        Named.of("Adam", step(p -> new Adam(p, AdamConfig.of()))),
        Named.of("AdamW", step(p -> new AdamW(p, AdamWConfig.of()))),
        Named.of("NAdam", step(p -> new NAdam(p, NAdamConfig.of()))),
        Named.of("RmsProp", step(p -> new RmsProp(p, RmsPropConfig.of()))),
        Named.of("Adagrad", step(p -> new Adagrad(p, AdagradConfig.of()))));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void reachTheNextCall(Consumer<Lstm> change) {
    Lstm lstm = layer(0);
    float[] before = outputAndGradients(lstm);
    change.accept(lstm);
    Lstm fresh = layer(1);
    fresh.loadStateDict(lstm.stateDict());
    assertThat(outputAndGradients(lstm)).isEqualTo(outputAndGradients(fresh)).isNotEqualTo(before);
  }

  @Test
  void reachTheNextStepOfACell() {
    var cell = new LstmCell(CellConfig.of(5, 40), TorchRandom.seed(0));
    var optimizer = new Sgd(cell.parameters(), SgdConfig.of().withLr(0.1));
    for (int i = 0; i < 3; i++) {
      var fresh = new LstmCell(CellConfig.of(5, 40), TorchRandom.seed(1));
      fresh.loadStateDict(cell.stateDict());
      run(cell).backward();
      run(fresh).backward();
      for (int p = 0; p < cell.parameters().size(); p++) {
        assertSame(
            GradientCheck.gradient(cell.parameters().get(p)),
            GradientCheck.gradient(fresh.parameters().get(p)));
      }
      optimizer.step();
      optimizer.zeroGrad();
    }
  }

  @Test
  void areRefusedBetweenForwardAndBackward() {
    Lstm lstm = layer(0);
    Tensor sum = lstm.forward(input()).output().sum();
    Tensor weight = lstm.parameters().getFirst();
    weight.set(weight.detach().times(2));
    assertThatThrownBy(sum::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Tensor.backward: a parameter of shape (160, 5) was changed in place since the forward"
                + " pass, expected what it was then; take gradients before an optimizer's step");

    Tensor input = input();
    Tensor other = lstm.forward(input).output().sum();
    input.set(input.copy());
    assertThatThrownBy(other::backward)
        .hasMessageStartingWith("Tensor.backward: the input of a layer was changed in place");
  }

  @Test
  void ofOneLayerAreReadByThreadsThatRunItAtOnce() {
    Lstm lstm = layer(0);
    for (int round = 0; round < 5; round++) {
      lstm.parameters().forEach(p -> p.set(p.detach().times(0.9)));
      Lstm fresh = layer(1);
      fresh.loadStateDict(lstm.stateDict());
      float[] expected = output(fresh);
      assertThat(IntStream.range(0, 16).parallel().mapToObj(_ -> output(lstm)))
          .allSatisfy(found -> assertThat(found).isEqualTo(expected));
    }
  }

  private static Consumer<Lstm> step(Function<List<Tensor>, Optimizer> optimizer) {
    return lstm -> {
      lstm.forward(input()).output().sum().backward();
      optimizer.apply(lstm.parameters()).step();
      lstm.zeroGrad();
    };
  }

  private static Lstm layer(int seed) {
    return new Lstm(CONFIG, TorchRandom.seed(seed));
  }

  private static Tensor input() {
    var elements = new float[3 * 2 * 5];
    TorchRandom.seed(2).uniform(elements, -1, 1);
    return Tensor.of(elements, 3, 2, 5);
  }

  private static float[] output(Lstm lstm) {
    return Gradients.off(() -> lstm.forward(input())).output().toFloatArray();
  }

  private static float[] outputAndGradients(Lstm lstm) {
    lstm.forward(input()).output().sum().backward();
    Tensor gradient = GradientCheck.gradient(lstm.parameters().get(1));
    lstm.zeroGrad();
    Tensor output = Tensor.of(output(lstm), 3, 2, 80);
    return Tensor.concat(0, List.of(output.reshape(-1), gradient.reshape(-1))).toFloatArray();
  }

  private static Tensor run(LstmCell cell) {
    Tensor input = input();
    LstmState state = cell.forward(input.select(0, 0));
    for (int t = 1; t < 3; t++) {
      state = cell.forward(input.select(0, t), state);
    }
    return state.h().sum();
  }
}
