package rnn4j.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.golden.Fnv1a;
import rnn4j.golden.GoldenCase;
import rnn4j.golden.GoldenFile;

/// A seed gives the weights and dropout draws of PyTorch's recurrent layers. Oracle: the hashes of
/// parameters and generator in the golden files.
final class RecurrentWeightsTest {

  static List<GoldenCase> seedGivesTheWeights() {
    return Stream.of("lstm", "gru", "rnn", "packed", "cells")
        .flatMap(file -> GoldenFile.read(file).stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource
  void seedGivesTheWeights(GoldenCase golden) {
    var random = TorchRandom.seed(golden.integer64("seed"));

    assertThat(parameters(random, golden)).hasToString(golden.text("parameters"));
    assertThat(Fnv1a.of(random.state())).isEqualTo(golden.text("generator_after_init"));

    if (golden.hasOption("dropout")) { // cells have none
      drawDropout(random, golden);
      assertThat(Fnv1a.of(random.state())).isEqualTo(golden.text("generator_after_forward"));
    }
  }

  /// Draws all parameters from U(-1/sqrt(hiddenSize), 1/sqrt(hiddenSize)) in PyTorch's order.
  private static Fnv1a parameters(TorchRandom random, GoldenCase golden) {
    int hiddenSize = golden.integer("hidden_size");
    int gates = numGates(golden.text("mode")) * hiddenSize;
    int projSize = golden.hasOption("proj_size") ? golden.integer("proj_size") : 0;
    int outSize = projSize > 0 ? projSize : hiddenSize;
    int numLayers = golden.hasOption("num_layers") ? golden.integer("num_layers") : 1;
    int numDirections = golden.hasOption("bidirectional") && golden.flag("bidirectional") ? 2 : 1;
    double bound = 1 / Math.sqrt(hiddenSize);
    var hash = new Fnv1a();
    for (int layer = 0; layer < numLayers; layer++) {
      int inSize = layer == 0 ? golden.integer("input_size") : numDirections * outSize;
      for (int direction = 0; direction < numDirections; direction++) {
        addUniform(hash, random, golden, gates * inSize, bound);
        addUniform(hash, random, golden, gates * outSize, bound);
        if (golden.flag("bias")) {
          addUniform(hash, random, golden, gates, bound);
          addUniform(hash, random, golden, gates, bound);
        }
        if (projSize > 0) {
          addUniform(hash, random, golden, projSize * hiddenSize, bound);
        }
      }
    }
    return hash;
  }

  private static int numGates(String mode) {
    return switch (mode) {
      case "LSTM", "LSTMCell" -> 4;
      case "GRU", "GRUCell" -> 3;
      default -> 1;
    };
  }

  private static void addUniform(
      Fnv1a hash, TorchRandom random, GoldenCase golden, int length, double bound) {
    if (golden.text("dtype").equals("f32")) {
      float[] values = new float[length];
      random.uniform(values, -bound, bound);
      hash.add(values);
    } else {
      double[] values = new double[length];
      random.uniform(values, -bound, bound);
      hash.add(values);
    }
  }

  /// Draws one mask of the size of the output, without padding, after every layer but the last.
  private static void drawDropout(TorchRandom random, GoldenCase golden) {
    boolean packed = golden.hasTensor("output_data");
    if (golden.flag("train")) {
      int length = 1;
      for (int size : golden.tensor(packed ? "output_data" : "output").shape()) {
        length *= size;
      }
      for (int layer = 1; layer < golden.integer("num_layers"); layer++) {
        random.keepMask(new float[length], golden.number("dropout"));
      }
    }
  }
}
