package rnn4j.nn;

import rnn4j.random.TorchRandom;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Tensor;

/// A table with a row for each word, as `torch.nn.Embedding`.
///
/// Parameter: `weight` `(numEmbeddings, embeddingDim)`, starting from the standard normal
/// distribution.
///
/// ```java
/// var embedding = new Embedding(10000, 64, random);
/// Tensor output = embedding.forward(words);   // (35, 20) -> (35, 20, 64)
/// ```
public final class Embedding extends Module {
  private final EmbeddingConfig config;
  private final Tensor weight;

  /// Creates a table without padding, in single precision.
  public Embedding(int numEmbeddings, int embeddingDim, TorchRandom random) {
    this(EmbeddingConfig.of(numEmbeddings, embeddingDim), random);
  }

  /// Creates a table.
  public Embedding(EmbeddingConfig config, TorchRandom random) {
    this.config = config;
    int dim = config.embeddingDim();
    weight = register("weight", Tensor.zeros(config.dtype(), config.numEmbeddings(), dim));
    Init.normal(weight, 0, 1, random);
    config.paddingIdx().ifPresent(row -> weight.data().fill(row * dim, dim, 0));
  }

  /// Returns the options this table was made with.
  public EmbeddingConfig config() {
    return config;
  }

  /// Returns the table, `(numEmbeddings, embeddingDim)`.
  public Tensor weight() {
    return weight;
  }

  /// Returns the rows that the indices name.
  ///
  /// @param input `(...)`, each at least 0 and less than `numEmbeddings`
  /// @return `(..., embeddingDim)`
  /// @throws IllegalArgumentException if there is no such row
  public Tensor forward(Indices input) {
    input.requireBelow(config.numEmbeddings(), "Embedding.forward");
    return config.paddingIdx().isPresent()
        ? weight.embedding(input, config.paddingIdx().getAsInt())
        : weight.embedding(input);
  }

  @Override
  protected String extraRepr() {
    String sizes = config.numEmbeddings() + ", " + config.embeddingDim();
    return config.paddingIdx().isPresent()
        ? sizes + ", padding_idx=" + config.paddingIdx().getAsInt()
        : sizes;
  }
}
