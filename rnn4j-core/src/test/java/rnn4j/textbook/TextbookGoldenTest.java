package rnn4j.textbook;

import static org.assertj.core.api.Assertions.assertThat;
import static rnn4j.golden.GoldenAssert.assertGradient;
import static rnn4j.golden.GoldenAssert.assertValue;
import static rnn4j.golden.GoldenAssert.hash;
import static rnn4j.golden.GoldenAssert.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.golden.GoldenCase;
import rnn4j.golden.GoldenFile;
import rnn4j.nn.LstmState;
import rnn4j.nn.Module;
import rnn4j.nn.Sequential;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// Oracle: the same equations in PyTorch, run by `tools/golden/textbook.py`.
final class TextbookGoldenTest {

  static List<GoldenCase> layersArePyTorchs() {
    return GoldenFile.read("textbook");
  }

  @ParameterizedTest
  @MethodSource
  void layersArePyTorchs(GoldenCase golden) {
    Module module = module(golden);
    assertThat(hash(module.parameters())).isEqualTo(golden.text("parameters"));

    Map<String, Tensor> inputs = new LinkedHashMap<>();
    golden.tensorNames().stream()
        .takeWhile(name -> name.equals("x") || name.matches("[hc]0.*"))
        .forEach(name -> inputs.put(name, tensor(golden, name).requiresGrad(true)));
    Map<String, Tensor> results = run(module, inputs);
    results.forEach((name, value) -> assertValue(golden, name, value));

    results.entrySet().stream()
        .map(result -> result.getValue().times(tensor(golden, "upstream." + result.getKey())).sum())
        .reduce(Tensor::plus)
        .orElseThrow()
        .backward();
    inputs.forEach((name, input) -> assertGradient(golden, "grad." + name, input.grad()));
    module
        .namedParameters()
        .forEach((name, parameter) -> assertGradient(golden, "grad." + name, parameter.grad()));
  }

  private static Map<String, Tensor> run(Module module, Map<String, Tensor> inputs) {
    List<Tensor> given = new ArrayList<>(inputs.values());
    Tensor x = given.getFirst();
    Map<String, Tensor> results = new LinkedHashMap<>();
    switch (module) {
      case UnrolledLstm lstm -> {
        Tensor c0 = given.getLast();
        Tensor h0 = inputs.getOrDefault("h0", Tensor.zeros(c0.dtype(), c0.shape().toArray()));
        Unrolled run = lstm.forward(x, new LstmState(h0, c0));
        results.put("hidden", run.hidden());
        results.put("h", run.last().h());
        results.put("c", run.last().c());
      }
      case DeepRnn rnn -> {
        DeepRnnOutput run = rnn.forward(x, given.subList(1, given.size()));
        results.put("output", run.output());
        for (Tensor h : run.last()) {
          results.put("h_" + results.size(), h);
        }
      }
      case Sequential crnn -> results.put("output", crnn.forward(x));
      default -> throw new AssertionError("unknown module " + module);
    }
    return results;
  }

  private static Module module(GoldenCase golden) {
    var random = TorchRandom.seed(golden.integer64("seed"));
    DType dtype = golden.text("dtype").equals("f64") ? DType.FLOAT64 : DType.FLOAT32;
    if (golden.text("layer").equals("BidirectionalLSTM")) {
      int[] sizes = integers(golden.text("sizes"));
      return new Sequential(
          new BidirectionalLstm(sizes[0], sizes[1], sizes[2], dtype, random),
          new BidirectionalLstm(sizes[2], sizes[3], sizes[4], dtype, random));
    }
    int inputSize = golden.integer("input_size");
    int hiddenSize = golden.integer("hidden_size");
    return switch (golden.text("layer")) {
      case "NaiveLstm" -> new NaiveLstm(inputSize, hiddenSize, dtype, random);
      case "FusedGateLstm" -> new FusedGateLstm(inputSize, hiddenSize, dtype, random);
      case "FullPeepholeLstm" -> new FullPeepholeLstm(inputSize, hiddenSize, dtype, random);
      case "DiagonalPeepholeLstm" -> new DiagonalPeepholeLstm(inputSize, hiddenSize, dtype, random);
      default -> {
        List<Activation> phi =
            Arrays.stream(golden.text("phi").split(","))
                .map(name -> Activation.valueOf(name.toUpperCase(Locale.ROOT)))
                .toList();
        int outputSize = golden.integer("output_size");
        yield new DeepRnn(inputSize, hiddenSize, outputSize, phi, dtype, random);
      }
    };
  }

  private static int[] integers(String text) {
    return Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
  }
}
