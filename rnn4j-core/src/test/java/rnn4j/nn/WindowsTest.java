package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rnn4j.nn.SameBits.assertAllSame;
import static rnn4j.nn.SameBits.assertSame;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.cell.Direction;
import rnn4j.cell.GruEquations;
import rnn4j.nn.SequenceRunner.Run;
import rnn4j.optim.Sgd;
import rnn4j.optim.SgdConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.GradientCheck;
import rnn4j.tensor.Tensor;

/// Oracle: loops over windows written out, equal to the last bit. PyTorch's such loop is that of
/// [TrainingGoldenTest].
final class WindowsTest {

  static Stream<Arguments> kindsAndSeeds() {
    return RandomLayer.kindsAndSeeds(4);
  }

  @ParameterizedTest
  @MethodSource("kindsAndSeeds")
  void oneWindowIsPlainTraining(RandomLayer.Kind kind, int seed) {
    RandomLayer random = RandomLayer.drawForward(kind, seed);
    RecurrentLayer layer = random.layer();
    Tensor input = random.input(5, 3).requiresGrad(true);
    List<Tensor> initial = requiringGradients(random.states(3));
    List<Run> runs = new ArrayList<>();
    layer.windows(input, 5 + seed, initial, Function.identity()).forEach(runs::add);
    assertThat(runs).hasSize(1);
    assertAllSame(
        random.withGradients(runs.getFirst(), input, initial),
        random.withGradients(layer.run(input, initial), input, initial));
  }

  @ParameterizedTest
  @MethodSource("kindsAndSeeds")
  void windowsAreALoopThatDetachesStates(RandomLayer.Kind kind, int seed) {
    RandomLayer random = RandomLayer.drawForward(kind, seed);
    RecurrentLayer layer = random.layer();
    int seqLen = random.draw().nextInt(2, 9);
    int length = random.draw().nextInt(1, seqLen);
    Tensor input = random.input(seqLen, 3);
    List<Tensor> initial = requiringGradients(random.states(3));
    Map<String, Tensor> beginning = copies(layer.stateDict());

    List<Tensor> lazily = new ArrayList<>();
    Sgd sgd = new Sgd(layer.parameters(), SgdConfig.of().withLr(0.1));
    for (Run run : layer.windows(input, length, initial, Function.identity())) {
      lazily.addAll(step(sgd, run, initial));
    }
    Map<String, Tensor> trained = copies(layer.stateDict());

    layer.loadStateDict(beginning);
    initial.forEach(state -> state.setGrad(null));
    List<Tensor> byHand = new ArrayList<>();
    sgd = new Sgd(layer.parameters(), SgdConfig.of().withLr(0.1));
    List<Tensor> states = initial;
    for (int t = 0; t < seqLen; t += length) {
      Run run = layer.run(input.slice(0, t, Math.min(t + length, seqLen)), states);
      states = run.finalStates().stream().map(Tensor::detach).toList();
      byHand.addAll(step(sgd, run, initial));
    }
    assertAllSame(lazily, byHand);
    trained.forEach((name, parameter) -> assertSame(layer.parameter(name).detach(), parameter));
  }

  /// Takes a step down the sum of the output, and returns what it saw.
  private static List<Tensor> step(Sgd sgd, Run run, List<Tensor> initial) {
    sgd.zeroGrad();
    run.output().sum().backward();
    sgd.step();
    List<Tensor> seen = new ArrayList<>(List.of(run.output().detach()));
    initial.forEach(state -> seen.add(GradientCheck.gradient(state).copy()));
    return seen;
  }

  private static List<Tensor> requiringGradients(List<Tensor> tensors) {
    return tensors.stream().map(tensor -> tensor.requiresGrad(true)).toList();
  }

  private static Map<String, Tensor> copies(Map<String, Tensor> tensors) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> copies.put(name, tensor.copy()));
    return copies;
  }

  @Test
  void onlyTheFirstWindowReachesLearnedStates() {
    CellLayerConfig config =
        CellLayerConfig.of(new GruEquations(4, true), 3).withLearnableState(true);
    var layer = new CellLayer(config, TorchRandom.seed(0));
    Iterator<CellOutput> windows = layer.windows(Tensor.ones(6, 2, 3), 3).iterator();
    windows.next().output().sum().backward();
    assertThat(layer.parameter("h_0").grad()).isNotNull();
    layer.zeroGrad();
    windows.next().output().sum().backward();
    assertThat(layer.parameter("h_0").grad()).isNull();
    assertThat(layer.parameter("bias_hh_l0").grad()).isNotNull();
    assertThat(windows.hasNext()).isFalse();
    assertThatThrownBy(windows::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("Windows: there is no window after step 6");
  }

  @Test
  void inputMayBeBatchFirstOrWithoutBatch() {
    var random = TorchRandom.seed(0);
    var lstm = new Lstm(LstmConfig.of(3, 4).withBatchFirst(true), random);
    for (Tensor input : List.of(Tensor.ones(2, 5, 3), Tensor.ones(5, 3))) {
      int timeDim = input.dim() - 2;
      List<Tensor> outputs = new ArrayList<>();
      for (LstmOutput out : lstm.windows(input, 2)) {
        outputs.add(out.output());
      }
      assertThat(outputs.stream().map(out -> out.size(timeDim))).containsExactly(2, 2, 1);
      assertSame(Tensor.concat(timeDim, outputs), lstm.forward(input).output());
    }
  }

  @Test
  void everyLayerGoesOnFromAGivenState() {
    var random = TorchRandom.seed(0);
    Tensor input = Tensor.ones(5, 2, 3);
    var lstm = new Lstm(LstmConfig.of(3, 4), random);
    LstmState state = lstm.forward(input).detach().state();
    assertSame(
        joined(lstm.windows(input, 3, state), LstmOutput::output),
        lstm.forward(input, state).output());
    var peephole = new PeepholeLstm(PeepholeLstmConfig.of(3, 4), random);
    assertSame(
        joined(peephole.windows(input, 3, state), LstmOutput::output),
        peephole.forward(input, state).output());
    var gru = new Gru(GruConfig.of(3, 4), random);
    Tensor h = gru.forward(input).detach().h();
    assertThat(h.requiresGrad()).isFalse();
    assertSame(joined(gru.windows(input, 3, h), RnnOutput::output), gru.forward(input, h).output());
    var rnn = new Rnn(RnnConfig.of(3, 4), random);
    assertSame(joined(rnn.windows(input, 3, h), RnnOutput::output), rnn.forward(input, h).output());
    var cells = new CellLayer(CellLayerConfig.of(new GruEquations(4, true), 3), random);
    Map<String, Tensor> states = cells.forward(input).detach().states();
    assertSame(
        joined(cells.windows(input, 3, states), CellOutput::output),
        cells.forward(input, states).output());
  }

  @Test
  void detachCutsOffAllResults() {
    var random = TorchRandom.seed(0);
    PackedSequence packed =
        Sequences.packPaddedSequence(Tensor.ones(5, 2, 3), new int[] {5, 2}, false, true);
    var gru = new Gru(GruConfig.of(3, 4), random);
    var cells = new CellLayer(CellLayerConfig.of(new GruEquations(4, true), 3), random);
    LstmPackedOutput ofLstm = new Lstm(LstmConfig.of(3, 4), random).forward(packed);
    assertDetached(ofLstm.detach().output().data(), ofLstm.output().data());
    assertDetached(ofLstm.detach().state().c(), ofLstm.state().c());
    assertDetached(
        gru.forward(packed).detach().output().data(), gru.forward(packed).output().data());
    assertDetached(gru.forward(packed).detach().h(), gru.forward(packed).h());
    assertDetached(
        cells.forward(packed).detach().output().data(), cells.forward(packed).output().data());
  }

  private static void assertDetached(Tensor detached, Tensor tensor) {
    assertThat(tensor.requiresGrad()).isTrue();
    assertThat(detached.requiresGrad()).isFalse();
    assertSame(detached, tensor);
  }

  @Test
  void saysWhatDoesNotFit() {
    var random = TorchRandom.seed(0);
    var lstm = new Lstm(LstmConfig.of(3, 4), random);
    assertThatThrownBy(() -> lstm.windows(Tensor.ones(5, 2, 3), 0))
        .hasMessage("Lstm.windows: length is 0, expected at least 1");
    assertThatThrownBy(() -> lstm.windows(Tensor.ones(5, 2, 2), 2))
        .hasMessage(
            "Lstm.forward: input has shape (5, 2, 2), expected (seqLen, batch, inputSize=3)");
    assertThatThrownBy(() -> lstm.windows(Tensor.ones(0, 2, 3), 2))
        .hasMessage("Lstm.forward: input has shape (0, 2, 3), expected at least one step");
    var both = new Gru(GruConfig.of(3, 4).withBidirectional(true), random);
    assertThatThrownBy(() -> both.windows(Tensor.ones(5, 2, 3), 2))
        .hasMessage(
            "Gru.windows: directions are [FORWARD, BACKWARD], expected [FORWARD]: the other begins"
                + " where the whole sequence ends");
    CellLayerConfig backward =
        CellLayerConfig.of(new GruEquations(4, true), 3).withDirections(Direction.BACKWARD);
    var reverse = new CellLayer(backward, random);
    assertThatThrownBy(() -> reverse.windows(Tensor.ones(5, 2, 3), 2))
        .hasMessageStartingWith("CellLayer.windows: directions are [BACKWARD], expected [FORWARD]");
  }

  /// Returns the outputs of all windows, one after another.
  private static <O> Tensor joined(Iterable<O> windows, Function<O, Tensor> output) {
    List<Tensor> outputs = new ArrayList<>();
    windows.forEach(window -> outputs.add(output.apply(window)));
    return Tensor.concat(0, outputs);
  }
}
