package rnn4j.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rnn4j.nn.CellLayer;
import rnn4j.nn.CellLayerConfig;
import rnn4j.nn.Linear;
import rnn4j.nn.MseLoss;
import rnn4j.optim.Adam;
import rnn4j.optim.AdamConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.GradientCheck;
import rnn4j.tensor.Tensor;

/// Oracle: the papers' equations over tensors, step by step, in double precision. Gradients are
/// those of [CellGradientTest].
final class PaperCellsTest {
  private static final int INPUT = 2;
  private static final int HIDDEN = 3;
  private static final int BATCH = 4;

  private final TorchRandom random = TorchRandom.seed(3);
  private final Tensor input = uniform(6, BATCH, INPUT);
  private Tensor h = zeros(HIDDEN);
  private Tensor c = zeros(HIDDEN);
  private Tensor memory = zeros(HIDDEN);

  private interface PaperStep {
    /// Reads and replaces the states, and returns the output.
    Tensor run(CellLayer w, Tensor x);
  }

  @Test
  void fastGrnn() {
    assertEquations(
        PaperCells.fastGrnn(HIDDEN),
        (w, x) -> {
          Tensor sum = product(w, "W", x).plus(product(w, "U", h));
          Tensor z = sum.plus(p(w, "b_z")).sigmoid();
          Tensor share = p(w, "zeta").sigmoid().times(z.neg().plus(1)).plus(p(w, "nu").sigmoid());
          h = share.times(sum.plus(p(w, "b_h")).tanh()).plus(z.times(h));
          return h;
        });
  }

  @Test
  void multiplicativeLstm() {
    assertEquations(
        PaperCells.multiplicativeLstm(HIDDEN),
        (w, x) -> {
          Tensor m = product(w, "W_mx", x).times(product(w, "W_mh", h));
          List<Tensor> s =
              product(w, "W_x", x).plus(product(w, "W_m", m)).plus(p(w, "b")).chunk(4, 1);
          c = s.get(1).sigmoid().times(c).plus(s.get(0).sigmoid().times(s.get(3)));
          h = c.times(s.get(2).sigmoid()).tanh();
          return h;
        });
  }

  @Test
  void nestedLstm() {
    assertEquations(
        PaperCells.nestedLstm(HIDDEN),
        (w, x) -> {
          List<Tensor> s =
              product(w, "outer_W", x)
                  .plus(product(w, "outer_U", h))
                  .plus(p(w, "outer_b"))
                  .chunk(4, 1);
          Tensor forgotten = s.get(1).sigmoid().times(c);
          Tensor written = s.get(0).sigmoid().times(s.get(2).tanh());
          List<Tensor> t =
              product(w, "inner_W", written)
                  .plus(product(w, "inner_U", forgotten))
                  .plus(p(w, "inner_b"))
                  .chunk(4, 1);
          memory = t.get(1).sigmoid().times(memory).plus(t.get(0).sigmoid().times(t.get(2).tanh()));
          c = t.get(3).sigmoid().times(memory.tanh());
          h = s.get(3).sigmoid().times(c.tanh());
          return h;
        });
  }

  /// What is stabilised is a ratio, the same without the stabiliser: `c` and `memory` are the cell
  /// and the normaliser as the paper first has them.
  @Test
  void slstm() {
    assertEquations(
        PaperCells.slstm(HIDDEN),
        (w, x) -> {
          List<Tensor> s =
              product(w, "all_W", x).plus(product(w, "all_U", h)).plus(p(w, "all_b")).chunk(4, 1);
          Tensor i = s.get(0).exp();
          Tensor f = s.get(1).exp();
          c = f.times(c).plus(i.times(s.get(2).tanh()));
          memory = f.times(memory).plus(i);
          h = s.get(3).sigmoid().times(c.div(memory));
          return h;
        });
  }

  /// From zeros; states that are drawn would have normalisers about zero.
  @Test
  void gradientsOfSlstmAreDerivatives() {
    CellLayerConfig config =
        CellLayerConfig.of(PaperCells.slstm(HIDDEN), INPUT)
            .withNumLayers(2)
            .withDtype(DType.FLOAT64);
    var layer = new CellLayer(config, random);
    List<Tensor> inputs = new ArrayList<>(List.of(input));
    inputs.addAll(layer.parameters());
    GradientCheck.check(_ -> layer.forward(input).output(), inputs);
  }

  @Test
  void janet() {
    assertEquations(
        PaperCells.janet(HIDDEN),
        (w, x) -> {
          List<Tensor> s = product(w, "W", x).plus(product(w, "U", h)).plus(p(w, "b")).chunk(2, 1);
          Tensor fresh = s.get(0).minus(1).sigmoid().neg().plus(1).times(s.get(1).tanh());
          h = s.get(0).sigmoid().times(h).plus(fresh);
          return h;
        });
  }

  @Test
  void legendreMemory() {
    memory = zeros(5);
    Tensor a = PaperCells.legendreA(5, 7);
    Tensor b = PaperCells.legendreB(5, 7);
    assertEquations(
        PaperCells.legendreMemory(HIDDEN, 5, 7),
        (w, x) -> {
          Tensor u =
              product(w, "e_x", x).plus(product(w, "e_h", h)).plus(product(w, "e_m", memory));
          memory = memory.linear(a).plus(u.linear(b));
          Tensor sum = product(w, "W_x", x).plus(product(w, "W_h", h));
          h = sum.plus(product(w, "W_m", memory)).tanh();
          return h;
        });
  }

  @Test
  void selecting() {
    Tensor scale = Tensor.of(new double[] {0.5, -2, 1}, 3);
    assertEquations(
        PaperCells.selecting(HIDDEN),
        (w, x) -> {
          Tensor share = product(w, "W", x).plus(h.div(2)).softmax(1);
          Tensor larger = larger(share.times(scale), h.neg());
          h = larger(larger.neg(), h.plus(0.75).neg()).neg();
          return share;
        });
  }

  @Test
  void constantsAreNoParametersOfTheLayer() {
    CellLayerConfig config = CellLayerConfig.of(PaperCells.legendreMemory(HIDDEN, 5, 7), INPUT);
    var layer = new CellLayer(config, random);
    assertThat(layer.namedParameters().keySet())
        .containsExactly("e_x_l0", "e_h_l0", "e_m_l0", "W_x_l0", "W_h_l0", "W_m_l0");
    Tensor single = input.to(DType.FLOAT32);
    assertThat(layer.freeze().forward(single).output().toFloatArray())
        .containsExactly(layer.forward(single).output().toFloatArray());
    assertThat(layer.inspect(single).part(0, Direction.FORWARD, "m").size(2)).isEqualTo(5);
  }

  @Test
  void constantsStandBesideGradientsOfEachSequence() {
    CellLayerConfig config =
        CellLayerConfig.of(PaperCells.legendreMemory(HIDDEN, 5, 7), INPUT)
            .withDtype(DType.FLOAT64)
            .withBidirectional(Merge.SUM);
    var layer = new CellLayer(config, random);
    Map<String, Tensor> apart = layer.perSampleGradients(input, Tensor::sum);
    layer.forward(input).output().sum().backward();
    layer
        .namedParameters()
        .forEach((name, parameter) ->
            assertClose(requireNonNull(apart.get(name)).sum(0), GradientCheck.gradient(parameter)));
  }

  @Test
  void saysWhatIsNotAConstant() {
    assertMistake(
        step -> step.constantWeight(Tensor.ones(3)),
        "Cell: a constant weight has shape (3), expected (rows, columns)");
    assertMistake(
        step -> step.constantVector(Tensor.ones(3, 1)),
        "Cell: a constant vector has shape (3, 1), expected (width)");
    assertMistake(
        step -> step.constantWeight(Tensor.ones(3, 4)).times(step.input()),
        "Cell: a constant weight is (3, 4) and is multiplied with a value of width 2, expected 4");
    assertMistake(
        step -> step.input().expand(4), "Cell: a value of width 2 is expanded, expected width 1");
  }

  @Test
  void initializersAreOfParametersThatThereAre() {
    CellLayerConfig config =
        CellLayerConfig.of(PaperCells.janet(HIDDEN), INPUT)
            .withInitializer("weight_ih", Initializer.constant(0));
    assertThatThrownBy(() -> new CellLayer(config, random))
        .hasMessage(
            "CellLayer: an initializer is given for parameter \"weight_ih\", expected one of [W, U,"
                + " b]");
  }

  private static void assertMistake(Cell cell, String message) {
    assertThatThrownBy(() -> CellProgram.of(cell, INPUT)).hasMessage(message);
  }

  /// What came at the first step has to be remembered over the others. Who forgets it errs by its
  /// variance, 1/3.
  @Test
  void aCellOfAPaperLearns() {
    var layer = new CellLayer(CellLayerConfig.of(PaperCells.fastGrnn(8), 1), random);
    var readOut = new Linear(8, 1, random);
    List<Tensor> parameters = new ArrayList<>(layer.parameters());
    parameters.addAll(readOut.parameters());
    var adam = new Adam(parameters, AdamConfig.of().withLr(0.02));
    Tensor x = uniform(5, 64, 1).to(DType.FLOAT32);
    Tensor first = x.select(0, 0);
    double error = 0;
    for (int epoch = 0; epoch < 200; epoch++) {
      Tensor guess = readOut.forward(layer.forward(x).last("h"));
      Tensor loss = new MseLoss().forward(guess, first);
      adam.zeroGrad();
      loss.backward();
      adam.step();
      error = loss.item();
    }
    assertThat(error).isLessThan(0.01);
  }

  private void assertEquations(Cell cell, PaperStep step) {
    var layer = new CellLayer(CellLayerConfig.of(cell, INPUT).withDtype(DType.FLOAT64), random);
    layer.parameters().forEach(parameter -> parameter.set(uniform(parameter.shape().toArray())));
    List<Tensor> outputs = new ArrayList<>();
    for (int t = 0; t < input.size(0); t++) {
      outputs.add(step.run(layer, input.select(0, t)));
    }
    assertClose(layer.forward(input).output(), Tensor.stack(0, outputs));
  }

  private static void assertClose(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    for (int i = 0; i < actual.numel(); i++) {
      assertThat(actual.toDoubleArray()[i]).isCloseTo(expected.toDoubleArray()[i], within(1e-13));
    }
  }

  private static Tensor larger(Tensor a, Tensor b) {
    return b.plus(a.minus(b).relu());
  }

  private static Tensor product(CellLayer layer, String name, Tensor v) {
    return v.linear(p(layer, name));
  }

  private static Tensor p(CellLayer layer, String name) {
    return layer.parameter(name + "_l0");
  }

  private static Tensor zeros(int size) {
    return Tensor.zeros(DType.FLOAT64, BATCH, size);
  }

  private Tensor uniform(int... shape) {
    var values = new double[Tensor.zeros(shape).numel()];
    random.uniform(values, -1, 1);
    return Tensor.of(values, shape);
  }
}
