package rnn4j.cli.text;

import java.util.function.Consumer;
import rnn4j.data.Vocabulary;
import rnn4j.io.text.TextUnit;
import rnn4j.nn.FrozenLayer;
import rnn4j.nn.StreamState;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Tensor;

/// Writes a text with a language model, symbol by symbol, on a frozen layer.
final class TextWriter {
  private final LanguageModel model;
  private final Vocabulary vocabulary;
  private final TextUnit unit;
  private final FrozenLayer layer;
  private final StreamState state;
  private final float[] output;
  private String before = "";

  TextWriter(LanguageModel model, Vocabulary vocabulary, TextUnit unit) {
    this.model = model;
    this.vocabulary = vocabulary;
    this.unit = unit;
    layer = model.layer().freeze();
    state = layer.newStream();
    output = new float[layer.outputSize()];
  }

  /// Reads a prompt and goes on from it.
  ///
  /// @param prompt may be empty; then the text begins as after a line's end
  /// @param length symbols to write
  /// @param out told each piece as it is made, the prompt first
  void write(
      String prompt, int length, Sampling sampling, TorchRandom random, Consumer<String> out) {
    for (String token : unit.split(prompt.isEmpty() ? "\n" : prompt)) {
      read(vocabulary.number(token));
      before = token;
    }
    out.accept(prompt);
    int unknown = vocabulary.number(Vocabulary.UNKNOWN);
    for (int i = 0; i < length; i++) {
      int drawn = sampling.draw(scores(), unknown, random);
      String token = vocabulary.symbol(drawn);
      out.accept(unit.between(before, token) + token);
      before = token;
      read(drawn);
    }
  }

  private void read(int symbol) {
    float[] vector =
        Gradients.off(() -> model.embedding().forward(Indices.of(symbol))).toFloatArray();
    layer.step(vector, state, output);
  }

  private float[] scores() {
    Tensor hidden = Tensor.of(output, 1, output.length);
    return Gradients.off(() -> model.linear().forward(hidden)).toFloatArray();
  }
}
