package rnn4j.benchmarks.onednn;

import static java.util.Objects.requireNonNull;
import static rnn4j.benchmarks.onednn.Memories.STREAM;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;
import rnn4j.benchmarks.Case;
import rnn4j.benchmarks.Contestant;
import rnn4j.benchmarks.Kind;
import rnn4j.benchmarks.Layouts;
import rnn4j.benchmarks.LstmWeights;

/// oneDNN's LSTM primitives called directly, one for each layer.
public final class OneDnn implements Contestant {

  @Override
  public @Nullable Work prepare(Case shape, int threads) {
    if (!shape.isCommon()) {
      return null;
    }
    LstmWeights weights = LstmWeights.of(shape);
    memory input =
        Memories.of(
            Memories.description(
                memory.format_tag.tnc, shape.seqLen(), shape.batch(), shape.inputSize()),
            weights.input());
    List<LstmLayer> layers = new ArrayList<>();
    memory source = input;
    for (int l = 0; l < shape.numLayers(); l++) {
      var layer = new LstmLayer(shape, weights, l, source);
      layers.add(layer);
      source = layer.output();
    }
    if (shape.kind() == Kind.TRAINING) {
      var ones = new float[outputs(shape)];
      Arrays.fill(ones, 1);
      memory gradient = Memories.of(source.get_desc(), ones);
      for (LstmLayer layer : layers.reversed()) {
        LstmLayer.Backward backward = requireNonNull(layer.backward());
        backward.setOutputGradient(gradient);
        gradient = backward.inputGradient();
      }
    }
    return new Layers(shape, layers, input);
  }

  private static int outputs(Case shape) {
    return shape.seqLen() * shape.batch() * shape.directions() * shape.hiddenSize();
  }

  private static final class Layers implements Work {
    private final Case shape;
    private final List<LstmLayer> layers;

    @SuppressWarnings("UnusedVariable") // kept, since the layers read it
    private final memory input;

    private int turn;

    Layers(Case shape, List<LstmLayer> layers, memory input) {
      this.shape = shape;
      this.layers = layers;
      this.input = input;
    }

    @Override
    public void run() {
      layers.forEach(layer -> layer.forward(turn));
      if (shape.kind() == Kind.STREAM) {
        turn = 1 - turn;
      }
      if (shape.kind() == Kind.TRAINING) {
        layers.reversed().forEach(layer -> requireNonNull(layer.backward()).run());
      }
      STREAM._wait();
    }

    @Override
    public float[] results() {
      if (shape.kind() == Kind.STREAM) {
        for (int step = 0; step < 3; step++) {
          run();
        }
        return Memories.elements(layers.getFirst().hidden(turn), shape.hiddenSize());
      }
      run();
      float[] output = Memories.elements(layers.getLast().output(), outputs(shape));
      if (shape.kind() == Kind.INFERENCE) {
        return output;
      }
      memory gradient = requireNonNull(layers.getFirst().backward()).inputGradient();
      int inputs = shape.seqLen() * shape.batch() * shape.inputSize();
      return Layouts.concat(output, Memories.elements(gradient, inputs));
    }
  }
}
