package rnn4j.nn;

import java.util.OptionalInt;
import rnn4j.tensor.DType;

/// The options of an [Embedding]; names and defaults are those of `torch.nn.Embedding`.
///
/// @param numEmbeddings rows of the table
/// @param embeddingDim elements of each row
/// @param paddingIdx number of a row that stays zero, if any
/// @param dtype type of the table
public record EmbeddingConfig(
    int numEmbeddings, int embeddingDim, OptionalInt paddingIdx, DType dtype) {

  /// Checks the options.
  public EmbeddingConfig {
    Sizes.requireAtLeast("EmbeddingConfig", "numEmbeddings", numEmbeddings, 0);
    Sizes.requireAtLeast("EmbeddingConfig", "embeddingDim", embeddingDim, 0);
    if (paddingIdx.isPresent()) {
      int row = paddingIdx.getAsInt();
      if (row < 0 || row >= numEmbeddings) {
        throw new IllegalArgumentException(
            "EmbeddingConfig: paddingIdx is %d, expected a row of numEmbeddings=%d"
                .formatted(row, numEmbeddings));
      }
    }
  }

  /// Returns a configuration without padding, in single precision.
  public static EmbeddingConfig of(int numEmbeddings, int embeddingDim) {
    return new EmbeddingConfig(numEmbeddings, embeddingDim, OptionalInt.empty(), DType.FLOAT32);
  }

  /// Returns this with a row for padding, which starts as zero and takes no gradient.
  ///
  /// @param paddingIdx number of the row; a negative one counts from the end
  public EmbeddingConfig withPaddingIdx(int paddingIdx) {
    int row = paddingIdx < 0 ? paddingIdx + numEmbeddings : paddingIdx;
    return new EmbeddingConfig(numEmbeddings, embeddingDim, OptionalInt.of(row), dtype);
  }

  /// Returns this with a table of another type.
  public EmbeddingConfig withDtype(DType dtype) {
    return new EmbeddingConfig(numEmbeddings, embeddingDim, paddingIdx, dtype);
  }
}
