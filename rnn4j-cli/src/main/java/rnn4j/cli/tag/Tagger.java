package rnn4j.cli.tag;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rnn4j.cli.net.LayerKind;
import rnn4j.cli.net.ModelTexts;
import rnn4j.cli.net.Recurrent;
import rnn4j.nn.Dropout;
import rnn4j.nn.Embedding;
import rnn4j.nn.Linear;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.Module;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// Gives every word a score for each tag: vectors of the [views][WordViews] of a word, recurrent
/// layers in both directions, a linear layer.
final class Tagger extends Module {
  private static final int WORD = 64;
  private static final int ENDING = 32;
  private static final int SHAPE = 16;

  private final Embedding words;
  private final Embedding endings;
  private final Embedding shapes;
  private final Recurrent recurrent;
  private final Dropout dropout;
  private final Linear linear;

  /// The sizes of a tagger.
  record Config(LayerKind kind, int hiddenSize, int layers, int tags, double dropout) {

    Map<String, String> texts() {
      var texts = new LinkedHashMap<String, String>();
      texts.put("layer", kind.name());
      texts.put("hidden_size", Integer.toString(hiddenSize));
      texts.put("num_layers", Integer.toString(layers));
      return texts;
    }

    static Config of(ModelTexts file, int tags) {
      return new Config(
          file.choice("layer", LayerKind.class),
          file.number("hidden_size", 1, 1 << 16),
          file.number("num_layers", 1, 64),
          tags,
          0);
    }
  }

  Tagger(Config config, WordViews views, TorchRandom random) {
    words = register("words", new Embedding(views.words().size(), WORD, random));
    endings = register("endings", new Embedding(views.endings().size(), ENDING, random));
    shapes = register("shapes", new Embedding(views.shapes().size(), SHAPE, random));
    LstmConfig layers =
        LstmConfig.of(WORD + ENDING + SHAPE, config.hiddenSize())
            .withNumLayers(config.layers())
            .withBidirectional(true)
            .withDropout(config.layers() > 1 ? config.dropout() : 0);
    recurrent = new Recurrent(config.kind(), layers.options(), random);
    register("rnn", recurrent.layer());
    dropout = register("dropout", new Dropout(config.dropout(), random));
    linear = register("linear", new Linear(2 * config.hiddenSize(), config.tags(), random));
  }

  /// Returns scores, (seqLen, batch, tags).
  Tensor forward(SentenceBatch batch) {
    Tensor vectors =
        Tensor.concat(
            -1,
            List.of(
                words.forward(batch.words()),
                endings.forward(batch.endings()),
                shapes.forward(batch.shapes())));
    Tensor output = recurrent.run(dropout.forward(vectors), batch.lengths()).output();
    return linear.forward(dropout.forward(output));
  }
}
