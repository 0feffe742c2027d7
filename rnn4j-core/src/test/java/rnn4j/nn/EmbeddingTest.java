package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rnn4j.golden.GoldenAssert.assertClose;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.golden.Fnv1a;
import rnn4j.golden.GoldenAssert;
import rnn4j.golden.GoldenCase;
import rnn4j.golden.GoldenFile;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Tensor;

final class EmbeddingTest {

  static List<GoldenCase> golden() {
    return GoldenFile.read("modules").stream()
        .filter(golden -> golden.text("module").equals("Embedding"))
        .toList();
  }

  private static boolean isSingle(GoldenCase golden) {
    return golden.text("dtype").equals("f32");
  }

  private static Embedding embedding(GoldenCase golden, TorchRandom random) {
    EmbeddingConfig config =
        EmbeddingConfig.of(golden.integer("num_embeddings"), golden.integer("embedding_dim"))
            .withDtype(isSingle(golden) ? DType.FLOAT32 : DType.FLOAT64);
    return new Embedding(
        golden.hasOption("padding_idx")
            ? config.withPaddingIdx(golden.integer("padding_idx"))
            : config,
        random);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void startsFromPyTorchsWeightsAndLeavesTheGeneratorWherePyTorchDoes(GoldenCase golden) {
    var random = TorchRandom.seed(golden.integer64("seed"));
    var embedding = embedding(golden, random);
    // Normals of double precision depend on the C library of PyTorch's machine.
    assertClose(embedding.weight(), golden.tensor("weight"), isSingle(golden) ? 0 : 4.5e-16);
    if (isSingle(golden)) {
      assertThat(GoldenAssert.hash(embedding.parameters())).isEqualTo(golden.text("parameters"));
    }
    assertThat(Fnv1a.of(random.state())).isEqualTo(golden.text("generator_after_init"));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void outputAndGradientArePyTorchs(GoldenCase golden) {
    var embedding = embedding(golden, TorchRandom.seed(golden.integer64("seed")));
    embedding.weight().set(golden.tensor("weight").tensor());
    Tensor output = embedding.forward(golden.tensor("input").indices());
    assertClose(output, golden.tensor("output"), 0);
    output.backward(golden.tensor("upstream.output").tensor());
    assertClose(embedding.weight().grad(), golden.tensor("grad.weight"), 0);
  }

  @Test
  void wordsAndPaddingMustBeInTheTable() {
    var embedding = new Embedding(5, 2, TorchRandom.seed(0));
    assertThatThrownBy(() -> embedding.forward(Indices.of(1, 5)))
        .hasMessage("Embedding.forward: index is 5, expected at least 0 and less than 5");
    assertThatThrownBy(() -> EmbeddingConfig.of(5, 2).withPaddingIdx(5))
        .hasMessage("EmbeddingConfig: paddingIdx is 5, expected a row of numEmbeddings=5");
    assertThatThrownBy(() -> EmbeddingConfig.of(5, 2).withPaddingIdx(-6))
        .hasMessage("EmbeddingConfig: paddingIdx is -1, expected a row of numEmbeddings=5");
  }

  @Test
  void printedFormIsPyTorchs() {
    var random = TorchRandom.seed(0);
    assertThat(new Embedding(5, 2, random)).hasToString("Embedding(5, 2)");
    assertThat(new Embedding(EmbeddingConfig.of(5, 2).withPaddingIdx(-1), random))
        .hasToString("Embedding(5, 2, padding_idx=4)");
  }
}
