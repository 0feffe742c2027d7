package rnn4j.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rnn4j.nn.CellLayer;
import rnn4j.nn.CellLayerConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// Oracle: the papers' equations over tensors, step by step, in double precision.
final class LiteratureTest {
  private static final int INPUT = 3;
  private static final int HIDDEN = 5;
  private static final double EPS = 1e-5;

  private final TorchRandom random = TorchRandom.seed(11);
  private final Tensor input = uniform(6, 2, INPUT);
  private Tensor h = Tensor.zeros(DType.FLOAT64, 2, HIDDEN);
  private Tensor c = Tensor.zeros(DType.FLOAT64, 2, HIDDEN);

  /// One step of a paper: reads and replaces `h` and `c`.
  private interface PaperStep {
    void run(CellLayer w, Tensor x);
  }

  @Test
  void coupledGates() {
    assertEquations(
        new CoupledLstmEquations(HIDDEN, true, LstmOptions.DEFAULT),
        (w, x) -> {
          List<Tensor> s = sums(w, x).chunk(3, 1);
          Tensor i = s.get(0).sigmoid();
          c = i.neg().plus(1).times(c).plus(i.times(s.get(1).tanh()));
          h = s.get(2).sigmoid().times(c.tanh());
        });
  }

  @Test
  void resetBeforeTheProduct() {
    assertEquations(
        new GruResetBeforeEquations(HIDDEN, true),
        (w, x) -> {
          Tensor b = p(w, "bias_ih").plus(p(w, "bias_hh"));
          List<Tensor> s = x.matmul(p(w, "weight_ih").t()).plus(b).chunk(3, 1);
          List<Tensor> u = h.matmul(p(w, "weight_hh").t()).chunk(2, 1);
          Tensor r = s.get(0).plus(u.get(0)).sigmoid();
          Tensor z = s.get(1).plus(u.get(1)).sigmoid();
          Tensor n = s.get(2).plus(r.times(h).matmul(p(w, "weight_hn").t())).tanh();
          h = z.neg().plus(1).times(n).plus(z.times(h));
        });
  }

  @Test
  void gruWithOtherFunctionsAndALimit() {
    var options =
        GruOptions.DEFAULT
            .withActivations(v -> v.hardSigmoid(0.2, 0.5), Value::softplus)
            .withGateClip(0.3);
    assertEquations(
        new GruEquations(HIDDEN, true, options),
        (w, x) -> {
          List<Tensor> i = x.linear(p(w, "weight_ih"), p(w, "bias_ih")).chunk(3, 1);
          List<Tensor> u = h.linear(p(w, "weight_hh"), p(w, "bias_hh")).chunk(3, 1);
          Tensor r = hardSigmoid(i.get(0).plus(u.get(0)).clip(-0.3, 0.3));
          Tensor z = hardSigmoid(i.get(1).plus(u.get(1)).clip(-0.3, 0.3));
          Tensor n = i.get(2).plus(r.times(u.get(2))).clip(-0.3, 0.3).softplus();
          h = z.neg().plus(1).times(n).plus(z.times(h));
        });
  }

  private static Tensor hardSigmoid(Tensor x) {
    return x.times(0.2).plus(0.5).clip(0, 1);
  }

  @Test
  void minimalGatedUnit() {
    assertEquations(
        new MinimalGatedUnitEquations(HIDDEN),
        (w, x) -> {
          Tensor f =
              x.matmul(p(w, "weight_if").t())
                  .plus(h.matmul(p(w, "weight_hf").t()))
                  .plus(p(w, "bias_f"))
                  .sigmoid();
          Tensor n =
              x.matmul(p(w, "weight_in").t())
                  .plus(f.times(h).matmul(p(w, "weight_hn").t()))
                  .plus(p(w, "bias_n"))
                  .tanh();
          h = f.neg().plus(1).times(h).plus(f.times(n));
        });
  }

  @Test
  void independentlyRecurrent() {
    assertEquations(
        new IndRnnEquations(HIDDEN, Value::relu),
        (w, x) ->
            h =
                x.matmul(p(w, "weight_ih").t())
                    .plus(p(w, "weight_hh").times(h))
                    .plus(p(w, "bias"))
                    .relu());
  }

  @Test
  void layerNormalisedLstm() {
    assertEquations(
        new LayerNormLstmEquations(HIDDEN, EPS),
        (w, x) -> {
          Tensor a = norm(x.matmul(p(w, "weight_ih").t())).times(p(w, "gain_ih"));
          Tensor b = norm(h.matmul(p(w, "weight_hh").t())).times(p(w, "gain_hh"));
          List<Tensor> s = a.plus(b).plus(p(w, "bias")).chunk(4, 1);
          Tensor candidate = s.get(0).sigmoid().times(s.get(2).tanh());
          c = s.get(1).sigmoid().times(c).plus(candidate);
          Tensor out = norm(c).times(p(w, "gain_c")).plus(p(w, "bias_c")).tanh();
          h = s.get(3).sigmoid().times(out);
        });
  }

  @Test
  void layerNormalisedGru() {
    assertEquations(
        new LayerNormGruEquations(HIDDEN, EPS),
        (w, x) -> {
          Tensor a = norm(x.matmul(p(w, "weight_ih").t())).times(p(w, "gain_ih"));
          Tensor b = norm(h.matmul(p(w, "weight_hh").t())).times(p(w, "gain_hh"));
          List<Tensor> s = a.plus(b).plus(p(w, "bias")).chunk(2, 1);
          Tensor r = s.get(0).sigmoid();
          Tensor z = s.get(1).sigmoid();
          Tensor in = norm(x.matmul(p(w, "weight_in").t())).times(p(w, "gain_in"));
          Tensor hn = norm(h.matmul(p(w, "weight_hn").t())).times(p(w, "gain_hn"));
          Tensor n = in.plus(r.times(hn)).plus(p(w, "bias_n")).tanh();
          h = z.neg().plus(1).times(n).plus(z.times(h));
        });
  }

  private void assertEquations(Cell cell, PaperStep step) {
    var layer = new CellLayer(CellLayerConfig.of(cell, INPUT).withDtype(DType.FLOAT64), random);
    // No gain of one and no bias of zero may hide a mistake.
    layer.parameters().forEach(parameter -> parameter.set(uniform(parameter.shape().toArray())));
    List<Tensor> outputs = new ArrayList<>();
    for (int t = 0; t < input.size(0); t++) {
      step.run(layer, input.select(0, t));
      outputs.add(h);
    }
    double[] expected = Tensor.stack(0, outputs).toDoubleArray();
    double[] actual = layer.forward(input).output().toDoubleArray();
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-13));
    }
  }

  private Tensor sums(CellLayer w, Tensor x) {
    return x.matmul(p(w, "weight_ih").t())
        .plus(h.matmul(p(w, "weight_hh").t()))
        .plus(p(w, "bias_ih"))
        .plus(p(w, "bias_hh"));
  }

  private static Tensor norm(Tensor v) {
    Tensor centred = v.minus(v.mean(1).unsqueeze(1));
    Tensor variance = centred.times(centred).mean(1).unsqueeze(1);
    return centred.div(variance.plus(EPS).sqrt());
  }

  private static Tensor p(CellLayer layer, String name) {
    return layer.parameter(name + "_l0");
  }

  private Tensor uniform(int... shape) {
    var values = new double[Tensor.zeros(shape).numel()];
    random.uniform(values, -1, 1);
    return Tensor.of(values, shape);
  }
}
