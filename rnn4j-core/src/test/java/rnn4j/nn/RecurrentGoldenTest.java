package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static rnn4j.golden.GoldenAssert.assertGradient;
import static rnn4j.golden.GoldenAssert.assertValue;
import static rnn4j.golden.GoldenAssert.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.golden.GoldenCase;
import rnn4j.golden.GoldenFile;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// Oracle: PyTorch, run by the scripts in `tools/golden`.
final class RecurrentGoldenTest {

  static Stream<GoldenCase> layersArePyTorchs() {
    return Stream.of("lstm", "gru", "rnn").flatMap(name -> GoldenFile.read(name).stream());
  }

  @ParameterizedTest
  @MethodSource
  void layersArePyTorchs(GoldenCase golden) {
    RecurrentLayer layer = layer(golden);
    Tensor input = tensor(golden, "input").requiresGrad(true);
    List<Tensor> initial = given(golden, "h0", "c0");
    SequenceRunner.Run run = layer.run(input, initial);
    assertRun(golden, layer, input, initial, run.output(), run.finalStates(), "h_n", "c_n");
  }

  static List<GoldenCase> packedSequencesArePyTorchs() {
    return GoldenFile.read("packed");
  }

  @ParameterizedTest
  @MethodSource
  void packedSequencesArePyTorchs(GoldenCase golden) {
    RecurrentLayer layer = layer(golden);
    Tensor input = tensor(golden, "input").requiresGrad(true);
    List<Tensor> initial = given(golden, "h0", "c0");
    boolean batchFirst = golden.flag("batch_first");
    PackedSequence packed =
        Sequences.packPaddedSequence(
            input, lengths(golden), batchFirst, golden.flag("enforce_sorted"));
    assertThat(packed.batchSizes()).isEqualTo(integers(golden, "batch_sizes"));
    if (golden.hasTensor("sorted_indices")) {
      assertThat(packed.sortedIndices()).isEqualTo(integers(golden, "sorted_indices"));
      assertThat(packed.unsortedIndices()).isEqualTo(integers(golden, "unsorted_indices"));
    }

    SequenceRunner.PackedRun run = layer.run(packed, initial);
    assertValue(golden, "output_data", run.output().data());
    PaddedSequence padded =
        Sequences.padPackedSequence(
            run.output(),
            batchFirst,
            golden.hasOption("padding_value") ? golden.number("padding_value") : 0,
            golden.hasOption("total_length")
                ? golden.integer("total_length")
                : packed.batchSizes().length);
    assertThat(padded.lengths()).isEqualTo(lengths(golden));
    assertRun(golden, layer, input, initial, padded.output(), run.finalStates(), "h_n", "c_n");
  }

  static List<GoldenCase> cellsArePyTorchs() {
    return GoldenFile.read("cells");
  }

  @ParameterizedTest
  @MethodSource
  void cellsArePyTorchs(GoldenCase golden) {
    RecurrentCell cell = cell(golden);
    Tensor input = tensor(golden, "input").requiresGrad(true);
    List<Tensor> initial = given(golden, "h0", "c0");
    List<Tensor> next = cell.step(input, initial);
    assertRun(golden, cell, input, initial, null, next, "h1", "c1");
  }

  private static void assertRun(
      GoldenCase golden,
      Module module,
      Tensor input,
      @Nullable List<Tensor> initial,
      @Nullable Tensor output,
      List<Tensor> states,
      String... stateNames) {
    List<Tensor> terms = new ArrayList<>();
    if (output != null) {
      assertValue(golden, "output", output);
      terms.add(weighted(golden, "output", output));
    }
    for (int s = 0; s < states.size(); s++) {
      assertValue(golden, stateNames[s], states.get(s));
      terms.add(weighted(golden, stateNames[s], states.get(s)));
    }
    if (!golden.hasTensor("grad.input")) {
      return;
    }
    terms.stream().reduce(Tensor::plus).orElseThrow().backward();
    assertGradient(golden, "grad.input", input.grad());
    if (initial != null) {
      assertGradient(golden, "grad.h0", initial.get(0).grad());
      if (initial.size() > 1) {
        assertGradient(golden, "grad.c0", initial.get(1).grad());
      }
    }
    module
        .namedParameters()
        .forEach((name, parameter) -> assertGradient(golden, "grad." + name, parameter.grad()));
  }

  private static Tensor weighted(GoldenCase golden, String name, Tensor result) {
    String upstream = "upstream." + name;
    return golden.hasTensor(upstream)
        ? result.times(tensor(golden, upstream)).sum()
        : Tensor.full(result.dtype(), 0);
  }

  private static @Nullable List<Tensor> given(GoldenCase golden, String... names) {
    List<Tensor> tensors =
        Arrays.stream(names)
            .filter(golden::hasTensor)
            .map(name -> tensor(golden, name).requiresGrad(true))
            .toList();
    return tensors.isEmpty() ? null : tensors;
  }

  private static RecurrentLayer layer(GoldenCase golden) {
    var random = TorchRandom.seed(golden.integer64("seed"));
    int inputSize = golden.integer("input_size");
    int hiddenSize = golden.integer("hidden_size");
    RecurrentLayer layer =
        switch (golden.text("mode")) {
          case "LSTM" -> {
            int projSize = golden.integer("proj_size");
            yield new Lstm(
                options(golden, LstmConfig.of(inputSize, hiddenSize)).withProjSize(projSize),
                random);
          }
          case "GRU" -> new Gru(options(golden, GruConfig.of(inputSize, hiddenSize)), random);
          default -> {
            var config = RnnConfig.of(inputSize, hiddenSize);
            yield new Rnn(options(golden, config).withNonlinearity(nonlinearity(golden)), random);
          }
        };
    layer.train(golden.flag("train"));
    return layer;
  }

  private static <C extends RecurrentConfig<C>> C options(GoldenCase golden, C config) {
    return config
        .withNumLayers(golden.integer("num_layers"))
        .withBias(golden.flag("bias"))
        .withBatchFirst(golden.flag("batch_first"))
        .withDropout(golden.number("dropout"))
        .withBidirectional(golden.flag("bidirectional"))
        .withDtype(dtype(golden));
  }

  private static RecurrentCell cell(GoldenCase golden) {
    var random = TorchRandom.seed(golden.integer64("seed"));
    CellConfig config =
        CellConfig.of(golden.integer("input_size"), golden.integer("hidden_size"))
            .withBias(golden.flag("bias"))
            .withDtype(dtype(golden));
    return switch (golden.text("mode")) {
      case "LSTMCell" -> new LstmCell(config, random);
      case "GRUCell" -> new GruCell(config, random);
      default -> new RnnCell(config, nonlinearity(golden), random);
    };
  }

  private static Nonlinearity nonlinearity(GoldenCase golden) {
    return golden.hasOption("nonlinearity") && golden.text("nonlinearity").equals("relu")
        ? Nonlinearity.RELU
        : Nonlinearity.TANH;
  }

  private static DType dtype(GoldenCase golden) {
    return golden.text("dtype").equals("f64") ? DType.FLOAT64 : DType.FLOAT32;
  }

  private static int[] lengths(GoldenCase golden) {
    return Arrays.stream(golden.text("lengths").split(",")).mapToInt(Integer::parseInt).toArray();
  }

  private static int[] integers(GoldenCase golden, String name) {
    return Arrays.stream(golden.tensor(name).longs()).mapToInt(Math::toIntExact).toArray();
  }
}
