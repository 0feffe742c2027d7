package rnn4j.textbook;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rnn4j.tensor.GradientCheck.gradient;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.LstmOutput;
import rnn4j.nn.LstmState;
import rnn4j.nn.Peephole;
import rnn4j.nn.PeepholeLstm;
import rnn4j.nn.PeepholeLstmConfig;
import rnn4j.nn.RecurrentLayer;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Samples;
import rnn4j.tensor.ShapeException;
import rnn4j.tensor.Tensor;

/// Oracle: the same weights in the built-in layer, which computes in another order and derives its
/// backward pass in another way. So each is the other's oracle.
final class UnrolledLstmTest {

  enum Kind {
    NAIVE,
    FUSED,
    DIAGONAL_PEEPHOLE,
    FULL_PEEPHOLE
  }

  /// The seed decides about all sizes.
  record Case(Kind kind, DType dtype, long seed) {}

  static Stream<Case> equalsBuiltInLayer() {
    return Stream.of(Kind.values())
        .flatMap(kind ->
            Stream.of(DType.values())
                .flatMap(dtype ->
                    Stream.of(1L, 2L, 3L, 4L, 5L, 6L).map(seed -> new Case(kind, dtype, seed))));
  }

  @ParameterizedTest
  @MethodSource
  void equalsBuiltInLayer(Case test) {
    var draw = new SplittableRandom(test.seed);
    int inputSize = draw.nextInt(1, 33);
    int hiddenSize = draw.nextInt(1, 65);
    int batch = draw.nextInt(1, 17);
    int seqLen = draw.nextInt(1, 41);
    RecurrentLayer layer = builtIn(test, inputSize, hiddenSize);
    List<Tensor> inputs =
        List.of(
            Samples.uniform(test.dtype, 1, batch, seqLen, inputSize),
            Samples.uniform(test.dtype, 2, batch, hiddenSize),
            Samples.uniform(test.dtype, 3, batch, hiddenSize));

    Map<String, Tensor> expected = run(layer, inputs);
    UnrolledLstm lstm = textbook(test.kind, layer);
    Map<String, Tensor> actual = run(lstm, inputs);

    assertThat(actual.keySet()).containsAll(expected.keySet());
    expected.forEach(
        (name, tensor) -> Closeness.assertClose(name, requireNonNull(actual.get(name)), tensor));
  }

  @Test
  void startsFromZerosIfNoStateIsGiven() {
    var lstm = new NaiveLstm(3, 4, TorchRandom.seed(1));
    Tensor x = Samples.uniform(DType.FLOAT32, 1, 2, 5, 3);
    var zeros = new LstmState(Tensor.zeros(2, 4), Tensor.zeros(2, 4));
    assertThat(lstm.forward(x).hidden().toFloatArray())
        .containsExactly(lstm.forward(x, zeros).hidden().toFloatArray());
  }

  @Test
  void saysWhatIsWrong() {
    var lstm = new FusedGateLstm(3, 4, TorchRandom.seed(1));
    Tensor x = Tensor.zeros(2, 5, 3);
    assertThatThrownBy(() -> new NaiveLstm(3, 0, TorchRandom.seed(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("NaiveLstm: hiddenSize is 0, expected at least 1");
    assertThatThrownBy(() -> lstm.forward(Tensor.zeros(5, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "FusedGateLstm.forward: x has shape (5, 3), expected (batch, seqLen, inputSize=3) with"
                + " at least one step");
    assertThatThrownBy(() -> lstm.forward(x.to(DType.FLOAT64)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "FusedGateLstm.forward: x has type float64, expected float32 as the weights; convert"
                + " it with to(DType)");
    assertThatThrownBy(() -> lstm.forward(x, new LstmState(Tensor.zeros(2, 4), Tensor.zeros(2, 3))))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "FusedGateLstm.forward: initial.c has shape (2, 3), expected (batch=2, hiddenSize=4)");
  }

  @Test
  void refusesWeightsOfAnotherFunction() {
    var random = TorchRandom.seed(1);
    var deep = new Lstm(LstmConfig.of(3, 4).withNumLayers(2).withProjSize(2), random);
    assertThatThrownBy(() -> NaiveLstm.of(deep))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "NaiveLstm.of: the layer has numLayers=2, bidirectional=false, projSize=2, expected 1,"
                + " false, 0");
    var diagonal = new PeepholeLstm(PeepholeLstmConfig.of(3, 4), random);
    assertThatThrownBy(() -> FullPeepholeLstm.of(diagonal))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("FullPeepholeLstm.of: the layer has peephole=DIAGONAL, expected FULL");
  }

  private static RecurrentLayer builtIn(Case test, int inputSize, int hiddenSize) {
    var random = TorchRandom.seed(test.seed);
    boolean bias = test.seed % 3 != 0;
    return switch (test.kind) {
      case NAIVE, FUSED ->
          new Lstm(
              LstmConfig.of(inputSize, hiddenSize)
                  .withBatchFirst(true)
                  .withBias(bias)
                  .withDtype(test.dtype),
              random);
      case DIAGONAL_PEEPHOLE, FULL_PEEPHOLE ->
          new PeepholeLstm(
              PeepholeLstmConfig.of(inputSize, hiddenSize)
                  .withPeephole(test.kind == Kind.FULL_PEEPHOLE ? Peephole.FULL : Peephole.DIAGONAL)
                  .withBatchFirst(true)
                  .withBias(bias)
                  .withDtype(test.dtype),
              random);
    };
  }

  private static UnrolledLstm textbook(Kind kind, RecurrentLayer layer) {
    return switch (kind) {
      case NAIVE -> NaiveLstm.of((Lstm) layer);
      case FUSED -> FusedGateLstm.of((Lstm) layer);
      case DIAGONAL_PEEPHOLE -> DiagonalPeepholeLstm.of((PeepholeLstm) layer);
      case FULL_PEEPHOLE -> FullPeepholeLstm.of((PeepholeLstm) layer);
    };
  }

  /// Returns results and gradients of the built-in layer by name.
  private static Map<String, Tensor> run(RecurrentLayer layer, List<Tensor> inputs) {
    List<Tensor> given = fresh(inputs);
    var initial = new LstmState(given.get(1).unsqueeze(0), given.get(2).unsqueeze(0));
    LstmOutput out =
        layer instanceof Lstm lstm
            ? lstm.forward(given.get(0), initial)
            : ((PeepholeLstm) layer).forward(given.get(0), initial);
    Map<String, Tensor> all =
        resultsAndGradients(
            out.output(), out.state().h().squeeze(0), out.state().c().squeeze(0), given);
    layer.namedParameters().forEach((name, weight) -> all.put(name, gradient(weight)));
    all.remove("bias_hh_l0"); // it is that of bias_ih_l0
    return all;
  }

  /// Returns results and gradients of the written-out layer by the names and in the layout of the
  /// built-in one.
  private static Map<String, Tensor> run(UnrolledLstm lstm, List<Tensor> inputs) {
    List<Tensor> given = fresh(inputs);
    Unrolled out = lstm.forward(given.get(0), new LstmState(given.get(1), given.get(2)));
    Map<String, Tensor> all =
        resultsAndGradients(out.hidden(), out.last().h(), out.last().c(), given);
    switch (lstm) {
      case NaiveLstm _ -> {
        all.put("weight_ih_l0", gates(lstm, "U_").t());
        all.put("weight_hh_l0", gates(lstm, "V_").t());
        all.put("bias_ih_l0", gates(lstm, "b_"));
      }
      case FusedGateLstm _ -> putFused(all, lstm, "weight_hh_l0");
      case DiagonalPeepholeLstm _ -> {
        putFused(all, lstm, "weight_hh_l0");
        for (String gate : List.of("i", "f", "o")) {
          all.put("weight_c" + gate + "_l0", gradient(lstm.parameter("p_" + gate)));
        }
      }
      case FullPeepholeLstm _ -> {
        putFused(all, lstm, "weight_ch_l0");
        List<Tensor> gates = requireNonNull(all.get("weight_ch_l0")).chunk(4, 0);
        assertThat(gates.get(2).toDoubleArray()).containsOnly(0);
        all.put(
            "weight_ch_l0", Tensor.concat(0, List.of(gates.get(0), gates.get(1), gates.get(3))));
      }
    }
    return all;
  }

  private static void putFused(Map<String, Tensor> all, UnrolledLstm lstm, String recurrent) {
    all.put("weight_ih_l0", gradient(lstm.parameter("W")).t());
    all.put(recurrent, gradient(lstm.parameter("U")).t());
    all.put("bias_ih_l0", gradient(lstm.parameter("bias")));
  }

  private static Tensor gates(UnrolledLstm lstm, String prefix) {
    return Tensor.concat(
        -1,
        Stream.of("i", "f", "c", "o")
            .map(gate -> gradient(lstm.parameter(prefix + gate)))
            .toList());
  }

  private static List<Tensor> fresh(List<Tensor> inputs) {
    return inputs.stream().map(input -> input.copy().requiresGrad(true)).toList();
  }

  private static Map<String, Tensor> resultsAndGradients(
      Tensor hidden, Tensor h, Tensor c, List<Tensor> inputs) {
    weighted(hidden, 4).plus(weighted(h, 5)).plus(weighted(c, 6)).backward();
    Map<String, Tensor> all = new LinkedHashMap<>(Map.of("hidden", hidden, "h", h, "c", c));
    all.put("grad x", gradient(inputs.get(0)));
    all.put("grad h0", gradientOrZeros(inputs.get(1)));
    all.put("grad c0", gradient(inputs.get(2)));
    return all;
  }

  private static Tensor weighted(Tensor result, long seed) {
    return result.times(Samples.uniform(result.dtype(), seed, result.shape().toArray())).sum();
  }

  /// The full peephole form never reads `h0`.
  private static Tensor gradientOrZeros(Tensor h0) {
    Tensor gradient = h0.grad();
    return gradient == null ? Tensor.zeros(h0.dtype(), h0.shape().toArray()) : gradient;
  }
}
