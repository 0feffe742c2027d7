package rnn4j.cli.text;

import java.util.LinkedHashMap;
import java.util.Map;
import rnn4j.cli.net.LayerKind;
import rnn4j.cli.net.ModelTexts;
import rnn4j.nn.LayerOptions;
import rnn4j.nn.LstmConfig;

/// The sizes of a [LanguageModel].
///
/// @param symbols size of the vocabulary
/// @param embedding elements of the vector of a symbol
/// @param dropout before, between and after the recurrent layers, in training
record LanguageModelConfig(
    LayerKind kind, int symbols, int embedding, int hiddenSize, int layers, double dropout) {

  LayerOptions layerOptions() {
    return LstmConfig.of(embedding, hiddenSize)
        .withNumLayers(layers)
        .withDropout(layers > 1 ? dropout : 0)
        .options();
  }

  Map<String, String> texts() {
    var texts = new LinkedHashMap<String, String>();
    texts.put("layer", kind.name());
    texts.put("embedding_size", Integer.toString(embedding));
    texts.put("hidden_size", Integer.toString(hiddenSize));
    texts.put("num_layers", Integer.toString(layers));
    return texts;
  }

  static LanguageModelConfig of(ModelTexts file, int symbols) {
    return new LanguageModelConfig(
        file.choice("layer", LayerKind.class),
        symbols,
        file.number("embedding_size", 1, 1 << 16),
        file.number("hidden_size", 1, 1 << 16),
        file.number("num_layers", 1, 64),
        0);
  }
}
