package rnn4j.nn;

import java.util.List;
import rnn4j.tensor.Tensor;

/// Layers one after another, each taking the output of the one before, as `torch.nn.Sequential`.
///
/// ```java
/// var head = new Sequential(new Linear(64, 32, random), new Relu(), new Linear(32, 1, random));
/// ```
///
/// The layers are named by their numbers, from `0`.
public final class Sequential extends Layer {
  private final List<Layer> layers;

  /// Creates a chain of layers; without any, the output is the input.
  public Sequential(Layer... layers) {
    this.layers = List.of(layers);
    for (int i = 0; i < layers.length; i++) {
      register(Integer.toString(i), layers[i]);
    }
  }

  /// Returns the layers, in order.
  public List<Layer> layers() {
    return layers;
  }

  @Override
  public Tensor forward(Tensor input) {
    Tensor output = input;
    for (Layer layer : layers) {
      output = layer.forward(output);
    }
    return output;
  }
}
