package rnn4j.cell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.nn.CellLayer;
import rnn4j.nn.CellLayerConfig;
import rnn4j.nn.CellOutput;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.GradientCheck;
import rnn4j.tensor.Tensor;

/// Oracle: central differences in double precision, through two layers, both directions and
/// sequences of different lengths, for the input, all initial states and all parameters.
final class CellGradientTest {
  private static final int INPUT = 2;
  private static final int HIDDEN = 3;

  /// Large enough that three numbers, which may be almost equal, have a derivative that differences
  /// can show.
  private static final double EPS = 0.1;

  private static final int[] LENGTHS = {4, 2, 0, 3};

  static Stream<Named<Cell>> gradientsAreDerivatives() {
    LstmOptions limited =
        LstmOptions.DEFAULT
            .withActivations(v -> v.hardSigmoid(0.2, 0.5), Value::softsign, v -> v.elu(1.5))
            .withGateClip(0.9)
            .withCellClip(0.8)
            .withProjClip(0.7);
    GruOptions hard =
        GruOptions.DEFAULT
            .withActivations(v -> v.hardSigmoid(0.2, 0.5), Value::softsign)
            .withGateClip(0.9);
    return Stream.of(
            new LstmEquations(HIDDEN, 0, true),
            new LstmEquations(HIDDEN, 2, false),
            new LstmEquations(HIDDEN, 2, true, limited),
            new CoupledLstmEquations(HIDDEN, true, LstmOptions.DEFAULT),
            new CoupledLstmEquations(HIDDEN, true, true, LstmOptions.DEFAULT),
            new GruEquations(HIDDEN, true),
            new GruEquations(HIDDEN, true, hard),
            new GruResetBeforeEquations(HIDDEN, true, hard),
            new GruResetBeforeEquations(HIDDEN, true),
            new GruResetBeforeEquations(HIDDEN, false),
            new RnnEquations(HIDDEN, true, Value::softplus),
            new RnnEquations(HIDDEN, true, v -> v.leakyRelu(0.1)),
            new IndRnnEquations(HIDDEN, Value::tanh),
            new MinimalGatedUnitEquations(HIDDEN),
            new LayerNormLstmEquations(HIDDEN, EPS),
            new LayerNormGruEquations(HIDDEN, EPS),
            PaperCells.fastGrnn(HIDDEN),
            PaperCells.multiplicativeLstm(HIDDEN),
            PaperCells.nestedLstm(HIDDEN),
            PaperCells.janet(HIDDEN),
            PaperCells.legendreMemory(HIDDEN, 4, 6),
            PaperCells.selecting(HIDDEN))
        .map(cell -> Named.of(cell.getClass().getSimpleName(), cell));
  }

  @ParameterizedTest
  @MethodSource
  void gradientsAreDerivatives(Cell cell) {
    check(CellLayerConfig.of(cell, INPUT).withBidirectional(Merge.CONCATENATE), 7);
  }

  static Stream<Merge> mergedDirectionsHaveDerivatives() {
    return Stream.of(Merge.values());
  }

  @ParameterizedTest
  @MethodSource
  void mergedDirectionsHaveDerivatives(Merge merge) {
    check(CellLayerConfig.of(new GruEquations(HIDDEN, true), INPUT).withBidirectional(merge), 8);
  }

  private static void check(CellLayerConfig config, int seed) {
    var random = TorchRandom.seed(seed);
    var layer = new CellLayer(config.withNumLayers(2).withDtype(DType.FLOAT64), random);
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(uniform(random, 4, LENGTHS.length, INPUT));
    CellProgram program = CellProgram.of(config.cell(), INPUT);
    Map<String, Tensor> initial = new HashMap<>();
    for (int s = 0; s < program.stateNames().size(); s++) {
      Tensor state = uniform(random, 4, LENGTHS.length, program.stateSizes().get(s));
      initial.put(program.stateNames().get(s), state);
      inputs.add(state);
    }
    inputs.addAll(layer.parameters());
    GradientCheck.check(
        _ -> {
          CellOutput out = layer.forward(inputs.getFirst(), LENGTHS, initial);
          List<Tensor> results = new ArrayList<>(List.of(out.output().reshape(-1)));
          out.states().values().forEach(state -> results.add(state.reshape(-1)));
          return Tensor.concat(0, results);
        },
        inputs);
  }

  private static Tensor uniform(TorchRandom random, int... shape) {
    Tensor tensor = Tensor.zeros(DType.FLOAT64, shape);
    var values = new double[tensor.numel()];
    random.uniform(values, -1, 1);
    return Tensor.of(values, shape);
  }
}
