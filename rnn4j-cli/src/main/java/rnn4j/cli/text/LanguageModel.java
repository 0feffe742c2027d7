package rnn4j.cli.text;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.cli.net.Recurrent;
import rnn4j.nn.Dropout;
import rnn4j.nn.Embedding;
import rnn4j.nn.Linear;
import rnn4j.nn.Module;
import rnn4j.nn.RecurrentLayer;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Tensor;

/// Says which symbol comes next: a vector for each symbol, recurrent layers, and a score for each
/// symbol that may follow.
final class LanguageModel extends Module {
  private final Embedding embedding;
  private final Recurrent recurrent;
  private final Dropout dropout;
  private final Linear linear;

  /// What a model says.
  ///
  /// @param scores (seqLen, batch, symbols)
  /// @param states to go on from
  record Output(Tensor scores, List<Tensor> states) {}

  LanguageModel(LanguageModelConfig config, TorchRandom random) {
    embedding = register("embedding", new Embedding(config.symbols(), config.embedding(), random));
    recurrent = new Recurrent(config.kind(), config.layerOptions(), random);
    register("rnn", recurrent.layer());
    dropout = register("dropout", new Dropout(config.dropout(), random));
    linear = register("linear", new Linear(config.hiddenSize(), config.symbols(), random));
  }

  /// Runs texts side by side, from the beginning or from given states.
  ///
  /// @param input (seqLen, batch)
  Output forward(Indices input, @Nullable List<Tensor> states) {
    Recurrent.Result result = recurrent.run(dropout.forward(embedding.forward(input)), states);
    return new Output(linear.forward(dropout.forward(result.output())), result.states());
  }

  Embedding embedding() {
    return embedding;
  }

  RecurrentLayer layer() {
    return recurrent.layer();
  }

  Linear linear() {
    return linear;
  }
}
