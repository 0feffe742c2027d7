package rnn4j.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.golden.Fnv1a;
import rnn4j.golden.GoldenCase;
import rnn4j.golden.GoldenFile;

/// A seed gives the weights of PyTorch's linear and embedding layers. Oracle: the hashes of
/// parameters and generator in the golden file.
final class ModuleWeightsTest {

  static List<GoldenCase> seedGivesTheWeightsOfLinear() {
    return casesOf("Linear");
  }

  @ParameterizedTest
  @MethodSource
  void seedGivesTheWeightsOfLinear(GoldenCase golden) {
    var random = TorchRandom.seed(golden.integer64("seed"));
    int inFeatures = golden.integer("in_features");
    int outFeatures = golden.integer("out_features");
    // PyTorch calls kaiming_uniform_ with a = sqrt(5), which is 1 / sqrt(inFeatures) but for
    // rounding.
    double gain = Math.sqrt(2 / (1 + Math.pow(Math.sqrt(5), 2)));
    double weightBound = Math.sqrt(3) * (gain / Math.sqrt(inFeatures));
    var hash = new Fnv1a();
    addUniform(hash, random, golden, outFeatures * inFeatures, weightBound);
    if (golden.flag("bias")) {
      addUniform(hash, random, golden, outFeatures, 1 / Math.sqrt(inFeatures));
    }

    assertThat(hash).hasToString(golden.text("parameters"));
    assertThat(Fnv1a.of(random.state())).isEqualTo(golden.text("generator_after_init"));
  }

  static List<GoldenCase> seedGivesTheWeightsOfEmbedding() {
    // The logarithm, sine and cosine of float64 normals are the C library's, not to the last bit
    // ours.
    return casesOf("Embedding").stream().filter(c -> c.text("dtype").equals("f32")).toList();
  }

  @ParameterizedTest
  @MethodSource
  void seedGivesTheWeightsOfEmbedding(GoldenCase golden) {
    var random = TorchRandom.seed(golden.integer64("seed"));
    int rows = golden.integer("num_embeddings");
    int width = golden.integer("embedding_dim");
    float[] weight = new float[rows * width];
    random.normal(weight, 0, 1);
    if (golden.hasOption("padding_idx")) {
      int row = Math.floorMod(golden.integer("padding_idx"), rows);
      Arrays.fill(weight, row * width, (row + 1) * width, 0);
    }

    assertThat(new Fnv1a().add(weight)).hasToString(golden.text("parameters"));
    assertThat(Fnv1a.of(random.state())).isEqualTo(golden.text("generator_after_init"));
  }

  private static List<GoldenCase> casesOf(String module) {
    return GoldenFile.read("modules").stream()
        .filter(c -> c.text("module").equals(module))
        .toList();
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
}
