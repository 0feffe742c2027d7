package rnn4j.cli.classify;

import java.util.LinkedHashMap;
import java.util.Map;
import rnn4j.cli.net.LayerKind;
import rnn4j.cli.net.ModelTexts;
import rnn4j.cli.net.Recurrent;
import rnn4j.nn.Dropout;
import rnn4j.nn.Linear;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.Module;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// Says the class of a sequence: recurrent layers in both directions, of which the last states and
/// the mean over time go into a linear layer.
final class Classifier extends Module {
  private final Recurrent recurrent;
  private final Dropout dropout;
  private final Linear linear;

  /// The sizes of a classifier.
  record Config(
      LayerKind kind, int features, int hiddenSize, int layers, int labels, double dropout) {

    Map<String, String> texts() {
      var texts = new LinkedHashMap<String, String>();
      texts.put("layer", kind.name());
      texts.put("hidden_size", Integer.toString(hiddenSize));
      texts.put("num_layers", Integer.toString(layers));
      return texts;
    }

    static Config of(ModelTexts file, int features, int labels) {
      return new Config(
          file.choice("layer", LayerKind.class),
          features,
          file.number("hidden_size", 1, 1 << 16),
          file.number("num_layers", 1, 64),
          labels,
          0);
    }
  }

  Classifier(Config config, TorchRandom random) {
    LstmConfig layers =
        LstmConfig.of(config.features(), config.hiddenSize())
            .withNumLayers(config.layers())
            .withBidirectional(true)
            .withDropout(config.layers() > 1 ? config.dropout() : 0);
    recurrent = new Recurrent(config.kind(), layers.options(), random);
    register("rnn", recurrent.layer());
    dropout = register("dropout", new Dropout(config.dropout(), random));
    linear = register("linear", new Linear(4 * config.hiddenSize(), config.labels(), random));
  }

  /// Returns a score for each class, (batch, labels).
  ///
  /// @param input (seqLen, batch, features)
  Tensor forward(Tensor input, int[] lengths) {
    Recurrent.Result result = recurrent.run(input, lengths);
    float[] shares = new float[lengths.length];
    for (int b = 0; b < shares.length; b++) {
      shares[b] = 1f / Math.max(1, lengths[b]);
    }
    // The output of padding is zero, so that a sum over time is one over the sequence.
    Tensor mean = result.output().sum(0).times(Tensor.of(shares, shares.length, 1));
    return linear.forward(
        dropout.forward(Tensor.concat(1, java.util.List.of(result.last(), mean))));
  }
}
