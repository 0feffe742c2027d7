package rnn4j.io.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.cell.Initializer;
import rnn4j.nn.Gru;
import rnn4j.nn.GruConfig;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.LstmOutput;
import rnn4j.nn.LstmState;
import rnn4j.nn.Nonlinearity;
import rnn4j.nn.PeepholeLstm;
import rnn4j.nn.PeepholeLstmConfig;
import rnn4j.nn.RecurrentConfig;
import rnn4j.nn.RecurrentLayer;
import rnn4j.nn.Rnn;
import rnn4j.nn.RnnConfig;
import rnn4j.nn.RnnOutput;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Shape;
import rnn4j.tensor.Tensor;

/// Oracle: ONNX Runtime, given models of layers with random options.
final class OnnxExportOnRuntimeTest {

  /// The largest difference measured was 2.4e-7.
  private static final double TOLERANCE = 1e-6;

  /// The largest difference measured was 4e-16.
  private static final double DOUBLE_TOLERANCE = 2e-15;

  static LongStream seeds() {
    return LongStream.range(0, Long.getLong("rnn4j.seeds", 200));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theModelComputesWhatTheLayerDoes(long seed) throws OrtException {
    var random = new SplittableRandom(seed);
    var torch = TorchRandom.seed(seed);
    RecurrentLayer layer = layer(random, torch);
    layer.eval();
    RecurrentConfig<?> config = ExportLayer.of("", layer).config();
    int stateSize = ExportLayer.of("", layer).stateSize();
    boolean isLstm = layer instanceof Lstm || layer instanceof PeepholeLstm;
    int seqLen = random.nextInt(1, 7);
    int batch = random.nextInt(1, 5);
    OnnxExport export = new OnnxExport(random.nextBoolean(), random.nextBoolean());
    int rows = config.numLayers() * config.numDirections();

    Tensor x =
        config.batchFirst()
            ? uniform(torch, config.dtype(), batch, seqLen, config.inputSize())
            : uniform(torch, config.dtype(), seqLen, batch, config.inputSize());
    int[] lengths = random.ints(batch, 0, seqLen + 1).toArray();
    Tensor h = uniform(torch, config.dtype(), rows, batch, stateSize);
    Tensor c = uniform(torch, config.dtype(), rows, batch, config.hiddenSize());
    if (!export.lengths()) {
      Arrays.fill(lengths, seqLen);
    }
    if (!export.states()) {
      h = h.times(0);
      c = c.times(0);
    }
    Map<String, Tensor> expected = forward(layer, x, lengths, h, c);

    String prefix = random.nextBoolean() ? "" : "encoder.rnn";
    String dot = prefix.isEmpty() ? "" : prefix + ".";
    Map<String, Object> inputs = new LinkedHashMap<>();
    inputs.put(dot + "input", x);
    if (export.lengths()) {
      inputs.put(dot + "sequence_lens", lengths);
    }
    if (export.states()) {
      inputs.put(dot + "h0", h);
      if (isLstm) {
        inputs.put(dot + "c0", c);
      }
    }
    Map<String, Tensor> outputs = OrtModel.run(OnnxModel.of(Map.of(prefix, layer), export), inputs);
    assertThat(outputs).hasSameSizeAs(expected);
    expected.forEach((name, tensor) -> {
      Tensor actual = Objects.requireNonNull(outputs.get(dot + name), name);
      assertThat(actual.shape()).as(name).isEqualTo(tensor.shape());
      double worst = worst(actual, tensor);
      assertThat(worst)
          .as("%s of %s", name, layer)
          .isLessThan(config.dtype() == DType.FLOAT64 ? DOUBLE_TOLERANCE : TOLERANCE);
    });
  }

  private static double worst(Tensor actual, Tensor expected) {
    double[] a = actual.to(DType.FLOAT64).toDoubleArray();
    double[] e = expected.to(DType.FLOAT64).toDoubleArray();
    double worst = 0;
    for (int i = 0; i < a.length; i++) {
      worst = Math.max(worst, Math.abs(a[i] - e[i]) / Math.max(1, Math.abs(e[i])));
    }
    return worst;
  }

  private static Map<String, Tensor> forward(
      RecurrentLayer layer, Tensor x, int[] lengths, Tensor h, Tensor c) {
    return switch (layer) {
      case Lstm lstm -> named(lstm.forward(x, lengths, new LstmState(h, c)));
      case PeepholeLstm lstm -> named(lstm.forward(x, lengths, new LstmState(h, c)));
      case Gru gru -> named(gru.forward(x, lengths, h));
      case Rnn rnn -> named(rnn.forward(x, lengths, h));
      default -> throw new IllegalArgumentException(layer.toString());
    };
  }

  private static Map<String, Tensor> named(LstmOutput out) {
    return Map.of("output", out.output(), "hn", out.state().h(), "cn", out.state().c());
  }

  private static Map<String, Tensor> named(RnnOutput out) {
    return Map.of("output", out.output(), "hn", out.h());
  }

  private static RecurrentLayer layer(SplittableRandom random, TorchRandom torch) {
    int input = random.nextInt(1, 6);
    int hidden = random.nextInt(2, 9);
    int proj = random.nextInt(3) == 0 ? random.nextInt(1, hidden) : 0;
    return switch (random.nextInt(4)) {
      case 0 -> new Lstm(with(random, LstmConfig.of(input, hidden).withProjSize(proj)), torch);
      case 1 -> new Gru(with(random, GruConfig.of(input, hidden)), torch);
      case 2 ->
          new Rnn(
              with(
                  random,
                  RnnConfig.of(input, hidden)
                      .withNonlinearity(
                          random.nextBoolean() ? Nonlinearity.RELU : Nonlinearity.TANH)),
              torch);
      default ->
          new PeepholeLstm(
              with(random, PeepholeLstmConfig.of(input, hidden).withProjSize(proj)), torch);
    };
  }

  private static <C extends RecurrentConfig<C>> C with(SplittableRandom random, C config) {
    return config
        .withNumLayers(random.nextInt(1, 4))
        .withBias(random.nextInt(4) > 0)
        .withBatchFirst(random.nextBoolean())
        .withBidirectional(random.nextBoolean())
        .withDtype(random.nextInt(3) == 0 ? DType.FLOAT64 : DType.FLOAT32);
  }

  private static Tensor uniform(TorchRandom torch, DType dtype, int... sizes) {
    return Initializer.uniform(1).draw(Shape.of(sizes), dtype, torch);
  }
}
