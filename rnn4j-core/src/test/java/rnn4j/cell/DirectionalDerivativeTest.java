package rnn4j.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.nn.CellLayer;
import rnn4j.nn.CellLayerConfig;
import rnn4j.nn.CellOutput;
import rnn4j.nn.CellPackedOutput;
import rnn4j.nn.Jvp;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.PackedJvp;
import rnn4j.nn.PackedSequence;
import rnn4j.nn.Sequences;
import rnn4j.nn.Tangent;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// Oracle: central differences along the direction, in double precision.
final class DirectionalDerivativeTest {
  private static final int INPUT = 2;
  private static final int HIDDEN = 3;
  private static final int SEQ_LEN = 4;
  private static final int[] LENGTHS = {4, 2, 0, 3};

  /// The formula of five points errs by `h^4 / 30` times the fifth derivative, and by rounding by
  /// about `1e-16 / h`, 5e-12 for each unit of the results.
  private static final double STEP = 2e-5;

  private static final double TOLERANCE = 1e-9;

  private final TorchRandom random = TorchRandom.seed(5);

  static Stream<Named<Cell>> everyCell() {
    return CellGradientTest.gradientsAreDerivatives();
  }

  @ParameterizedTest
  @MethodSource("everyCell")
  void changesAreWhatCentralDifferencesShow(Cell cell) {
    check(CellLayerConfig.of(cell, INPUT).withBidirectional(Merge.CONCATENATE));
  }

  static Stream<Merge> merges() {
    return Stream.of(Merge.values());
  }

  @ParameterizedTest
  @MethodSource("merges")
  void mergedDirectionsChangeTogether(Merge merge) {
    check(CellLayerConfig.of(new GruEquations(HIDDEN, true), INPUT).withBidirectional(merge));
  }

  /// Everything moves: the input, given states and all parameters.
  private void check(CellLayerConfig config) {
    var layer = new CellLayer(config.withNumLayers(2).withDtype(DType.FLOAT64), random);
    Tensor input = uniform(SEQ_LEN, LENGTHS.length, INPUT);
    Map<String, Tensor> initial = new LinkedHashMap<>();
    layer.forward(input).states().forEach((name, state) -> initial.put(name, like(state)));
    Tangent tangent =
        new Tangent(Optional.of(like(input)), likeAll(initial), likeAll(layer.namedParameters()));
    check(
        layer,
        layer.jvp(input, LENGTHS, initial, tangent),
        tangent,
        move -> layer.forward(move.input(input), LENGTHS, move.states(initial)));
  }

  @Test
  void learnedStatesAreParameters() {
    CellLayer layer = lstm(config -> config.withLearnableState(true));
    Tensor input = uniform(SEQ_LEN, LENGTHS.length, INPUT);
    Tangent tangent =
        new Tangent(Optional.of(like(input)), Map.of(), likeAll(layer.namedParameters()));
    assertThat(tangent.parameters()).containsKeys("h_0", "c_0");
    Jvp jvp = layer.jvp(input, LENGTHS, tangent);
    check(layer, jvp, tangent, move -> layer.forward(move.input(input), LENGTHS));
  }

  @Test
  void statesMayMoveFromZero() {
    CellLayer layer = lstm(config -> config);
    Tensor input = uniform(SEQ_LEN, 3, INPUT);
    Tangent tangent = Tangent.ZERO.withState("c", uniform(1, 3, HIDDEN));
    Tensor zeros = Tensor.zeros(DType.FLOAT64, 1, 3, HIDDEN);
    Map<String, Tensor> initial = Map.of("h", zeros, "c", zeros);
    check(
        layer,
        layer.jvp(input, tangent),
        tangent,
        move -> layer.forward(input, move.states(initial)));
  }

  @Test
  void inputMayBeBatchFirstOrWithoutBatch() {
    CellLayer layer = lstm(config -> config.withBatchFirst(true));
    for (Tensor input : List.of(uniform(3, SEQ_LEN, INPUT), uniform(SEQ_LEN, INPUT))) {
      CellOutput out = layer.forward(input);
      Tangent tangent = new Tangent(Optional.of(like(input)), likeAll(out.states()), Map.of());
      check(
          layer,
          layer.jvp(input, out.states(), tangent),
          tangent,
          move -> layer.forward(move.input(input), move.states(out.states())));
    }
  }

  /// Packed, they give the same bits as padded, with states in the caller's order.
  @Test
  void sequencesMayBePacked() {
    CellLayer layer =
        lstm(config ->
            config.withNumLayers(2).withBidirectional(Merge.CONCATENATE).withLearnableState(true));
    Tensor input = uniform(SEQ_LEN, LENGTHS.length, INPUT);
    Tensor moving = like(input);
    PackedSequence packed = packed(input);
    Map<String, Tensor> parameters = likeAll(layer.namedParameters());
    Map<String, Tensor> initial = layer.forward(input).states();
    Map<String, Tensor> states = likeAll(initial);

    Tangent padded = new Tangent(Optional.of(moving), Map.of(), parameters);
    Tangent rows = new Tangent(Optional.of(packed(moving).data()), Map.of(), parameters);
    requireSame(layer.jvp(packed, rows), layer.jvp(input, LENGTHS, padded));

    padded = new Tangent(Optional.of(moving), states, parameters);
    rows = new Tangent(Optional.of(packed(moving).data()), states, parameters);
    requireSame(layer.jvp(packed, initial, rows), layer.jvp(input, LENGTHS, initial, padded));

    assertThatThrownBy(() -> layer.jvp(packed, Tangent.ZERO.withInput(moving)))
        .hasMessage(
            "CellLayer.jvp: the tangent of input has shape (4, 4, 2), expected (9, 2) as that"
                + " itself");
  }

  private static PackedSequence packed(Tensor padded) {
    return Sequences.packPaddedSequence(padded, LENGTHS, false, false);
  }

  private static void requireSame(PackedJvp packed, Jvp padded) {
    requireSame(packed.value(), padded.value());
    requireSame(packed.derivative(), padded.derivative());
  }

  private static void requireSame(CellPackedOutput packed, CellOutput padded) {
    assertThat(packed.output().data().toDoubleArray())
        .containsExactly(packed(padded.output()).data().toDoubleArray());
    assertThat(packed.states().keySet()).isEqualTo(padded.states().keySet());
    List<Tensor> states = List.copyOf(packed.states().values());
    for (int s = 0; s < states.size(); s++) {
      assertThat(states.get(s).toDoubleArray())
          .containsExactly(List.copyOf(padded.states().values()).get(s).toDoubleArray());
    }
  }

  @Test
  void thereIsNoNoise() {
    CellLayer layer =
        lstm(config ->
            config
                .withNumLayers(2)
                .withDropout(0.5)
                .withRegularization(
                    Regularization.NONE
                        .withZoneout("h", 0.3)
                        .withStateDropout(0.2)
                        .withDropConnect(0.2)));
    Tensor input = uniform(SEQ_LEN, 3, INPUT);
    Tangent tangent =
        new Tangent(Optional.of(like(input)), Map.of(), likeAll(layer.namedParameters()));
    Jvp jvp = layer.jvp(input, tangent);
    layer.eval();
    check(layer, jvp, tangent, move -> layer.forward(move.input(input)));
  }

  @Test
  void aStepMayPutOutWhatOnlyAParameterMoves() {
    Cell cell =
        step -> {
          Value h = step.state("h", HIDDEN);
          step.next("h", h.plus(step.weight("weight", HIDDEN, INPUT).times(step.input())));
          step.output(step.vector("bias", 6).layerNorm(0.1).chunk(3).get(1));
        };
    var layer = new CellLayer(CellLayerConfig.of(cell, INPUT).withDtype(DType.FLOAT64), random);
    Tensor input = uniform(SEQ_LEN, 3, INPUT);
    Tangent still = Tangent.ZERO.withInput(like(input));
    Tangent moving = still.withParameter("bias_l0", uniform(6));
    for (Tangent tangent : List.of(still, moving)) {
      Jvp jvp = layer.jvp(input, tangent);
      check(layer, jvp, tangent, move -> layer.forward(move.input(input)));
    }
  }

  @Test
  void saysWhatDoesNotFit() {
    var lstm = new Lstm(LstmConfig.of(INPUT, HIDDEN), random);
    Tensor input = Tensor.zeros(SEQ_LEN, 4, INPUT);
    assertThatThrownBy(() -> lstm.jvp(input, Tangent.ZERO.withInput(Tensor.zeros(4, INPUT))))
        .hasMessage(
            "Lstm.jvp: the tangent of input has shape (4, 2), expected (4, 4, 2) as that itself");
    assertThatThrownBy(() -> lstm.jvp(input, Tangent.ZERO.withState("s", input)))
        .hasMessage("Lstm.jvp: the tangent has state \"s\", expected one of [h, c]");
    assertThatThrownBy(() -> lstm.jvp(input, Tangent.ZERO.withState("h", input)))
        .hasMessage(
            "Lstm.jvp: the tangent of state h has shape (4, 4, 2), expected (1, 4, 3) as that"
                + " itself");
    assertThatThrownBy(() -> lstm.jvp(input, Tangent.ZERO.withParameter("weight_l0", input)))
        .hasMessage(
            "Lstm.jvp: the tangent has parameter \"weight_l0\", expected one of [weight_ih_l0,"
                + " weight_hh_l0, bias_ih_l0, bias_hh_l0]");
    assertThatThrownBy(() ->
            lstm.jvp(
                input, Tangent.ZERO.withParameter("bias_ih_l0", Tensor.zeros(DType.FLOAT64, 12))))
        .hasMessage(
            "Lstm.jvp: the tangent of parameter bias_ih_l0 has type float64, expected float32 as"
                + " that itself; convert it with to(DType)");
    assertThatThrownBy(() -> lstm.jvp(input, Map.of("h", input), Tangent.ZERO))
        .hasMessage("Lstm.forward: initial states are [h], expected [h, c]");
  }

  // ---- Differences

  /// What a layer computes when everything has moved some way.
  private interface Moved {
    CellOutput run(Move move);
  }

  /// Some way along a direction.
  private record Move(Tangent tangent, double way) {
    Tensor input(Tensor input) {
      return tangent.input().map(direction -> along(input, direction)).orElse(input);
    }

    Map<String, Tensor> states(Map<String, Tensor> states) {
      Map<String, Tensor> moved = new LinkedHashMap<>(states);
      tangent
          .states()
          .forEach((name, direction) ->
              moved.computeIfPresent(name, (_, state) -> along(state, direction)));
      return moved;
    }

    Tensor along(Tensor point, Tensor direction) {
      return point.plus(direction.times(way));
    }
  }

  private static void check(CellLayer layer, Jvp jvp, Tangent tangent, Moved moved) {
    List<Tensor> here = results(moved.run(new Move(tangent, 0)));
    List<Tensor> near = difference(layer, tangent, STEP, moved);
    List<Tensor> far = difference(layer, tangent, 2 * STEP, moved);
    List<Tensor> values = results(jvp.value());
    List<Tensor> changes = results(jvp.derivative());
    assertThat(changes).hasSameSizeAs(here);
    for (int i = 0; i < here.size(); i++) {
      assertThat(values.get(i).shape()).isEqualTo(here.get(i).shape());
      assertThat(values.get(i).toDoubleArray()).containsExactly(here.get(i).toDoubleArray());
      assertThat(changes.get(i).shape()).isEqualTo(here.get(i).shape());
      Tensor difference = near.get(i).times(4).minus(far.get(i)).div(3);
      for (int j = 0; j < difference.numel(); j++) {
        double expected = difference.data().get(j);
        assertThat(changes.get(i).data().get(j))
            .as("result %d %s, element %d", i, here.get(i).shape(), j)
            .isCloseTo(expected, within(TOLERANCE * Math.max(1, Math.abs(expected))));
      }
    }
  }

  private static List<Tensor> difference(
      CellLayer layer, Tangent tangent, double way, Moved moved) {
    List<Tensor> above = moved(layer, tangent, way, moved);
    List<Tensor> below = moved(layer, tangent, -way, moved);
    return IntStream.range(0, above.size())
        .mapToObj(i -> above.get(i).minus(below.get(i)).div(2 * way))
        .toList();
  }

  private static List<Tensor> moved(CellLayer layer, Tangent tangent, double way, Moved moved) {
    var move = new Move(tangent, way);
    Map<String, Tensor> here = new LinkedHashMap<>();
    layer.namedParameters().forEach((name, parameter) -> here.put(name, parameter.copy()));
    tangent
        .parameters()
        .forEach((name, direction) ->
            layer.parameter(name).set(move.along(layer.parameter(name).detach(), direction)));
    List<Tensor> results = results(moved.run(move));
    layer.loadStateDict(here);
    return results;
  }

  private static List<Tensor> results(CellOutput out) {
    List<Tensor> results = new ArrayList<>(List.of(out.output()));
    results.addAll(out.states().values());
    return results;
  }

  // ---- Drawing

  private CellLayer lstm(UnaryOperator<CellLayerConfig> options) {
    CellLayerConfig config = CellLayerConfig.of(new LstmEquations(HIDDEN, 0, true), INPUT);
    return new CellLayer(options.apply(config.withDtype(DType.FLOAT64)), random);
  }

  private Map<String, Tensor> likeAll(Map<String, Tensor> tensors) {
    Map<String, Tensor> drawn = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> drawn.put(name, like(tensor)));
    return drawn;
  }

  private Tensor like(Tensor tensor) {
    return uniform(tensor.shape().toArray());
  }

  private Tensor uniform(int... shape) {
    var values = new double[Tensor.zeros(shape).numel()];
    random.uniform(values, -1, 1);
    return Tensor.of(values, shape);
  }
}
