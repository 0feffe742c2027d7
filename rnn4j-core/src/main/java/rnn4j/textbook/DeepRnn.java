package rnn4j.textbook;

import java.util.ArrayList;
import java.util.List;
import rnn4j.nn.Init;
import rnn4j.nn.Module;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.ShapeException;
import rnn4j.tensor.Tensor;

/// A deep recurrent network with an output layer ("Dive into Deep Learning", 10.3). Each layer has
/// an activation phi of its own; the last one is read out linearly at every step:
///
/// ```
/// H^(0)_t = x_t
/// H^(l)_t = phi_l(H^(l-1)_t W_xh^(l) + H^(l)_{t-1} W_hh^(l) + b_h^(l))
/// O_t     = H^(L)_t W_hq + b_q
/// ```
///
/// ```java
/// var phi = List.of(Activation.TANH, Activation.RELU);            // two layers
/// var rnn = new DeepRnn(28, 32, 28, phi, TorchRandom.seed(0));
/// DeepRnnOutput out = rnn.forward(x);                              // (8, 35, 28) -> (8, 35, 28)
/// ```
///
/// Parameters, drawn in this order: for each layer `l` from 1 `W_xh_l` (inputSize or hiddenSize,
/// hiddenSize), `W_hh_l` (hiddenSize, hiddenSize), `b_h_l` (hiddenSize), with the layer's number
/// for the last letter; then `W_hq` (hiddenSize, outputSize) and `b_q` (outputSize). All start from
/// U(-1/sqrt(hiddenSize), 1/sqrt(hiddenSize)).
public final class DeepRnn extends Module {
  private final int inputSize;
  private final int hiddenSize;
  private final DType dtype;
  private final List<RnnLayer> layers = new ArrayList<>();
  private final Tensor whq;
  private final Tensor bq;

  private record RnnLayer(Tensor wxh, Tensor whh, Tensor bh, Activation phi) {
    Tensor step(Tensor x, Tensor h) {
      return phi.apply(x.matmul(wxh).plus(h.matmul(whh)).plus(bh));
    }
  }

  /// Draws the weights of a network of single precision.
  ///
  /// @param phi the activation of each layer, the first one's first
  public DeepRnn(
      int inputSize, int hiddenSize, int outputSize, List<Activation> phi, TorchRandom random) {
    this(inputSize, hiddenSize, outputSize, phi, DType.FLOAT32, random);
  }

  /// Draws the weights of a network.
  ///
  /// @param phi the activation of each layer, the first one's first
  /// @throws IllegalArgumentException if a size is not positive or there is no layer
  public DeepRnn(
      int inputSize,
      int hiddenSize,
      int outputSize,
      List<Activation> phi,
      DType dtype,
      TorchRandom random) {
    Checks.requirePositive("DeepRnn", "inputSize", inputSize);
    Checks.requirePositive("DeepRnn", "hiddenSize", hiddenSize);
    Checks.requirePositive("DeepRnn", "outputSize", outputSize);
    Checks.requirePositive("DeepRnn", "number of layers", phi.size());
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.dtype = dtype;
    for (int l = 1; l <= phi.size(); l++) {
      layers.add(
          new RnnLayer(
              weight("W_xh_" + l, random, l == 1 ? inputSize : hiddenSize, hiddenSize),
              weight("W_hh_" + l, random, hiddenSize, hiddenSize),
              weight("b_h_" + l, random, hiddenSize),
              phi.get(l - 1)));
    }
    whq = weight("W_hq", random, hiddenSize, outputSize);
    bq = weight("b_q", random, outputSize);
  }

  /// Runs sequences from a state of zeros.
  ///
  /// @param x (batch, seqLen, inputSize)
  /// @throws ShapeException if `x` has another shape or no step
  /// @throws IllegalArgumentException if it has another type than the weights
  public DeepRnnOutput forward(Tensor x) {
    Checks.requireSequence("DeepRnn", x, inputSize, dtype);
    Tensor zeros = Tensor.zeros(dtype, x.size(0), hiddenSize);
    return forward(x, layers.stream().map(_ -> zeros).toList());
  }

  /// Runs sequences from a given state.
  ///
  /// @param x (batch, seqLen, inputSize)
  /// @param initial the hidden state of each layer, (batch, hiddenSize) each
  /// @throws ShapeException if a tensor has another shape, or `x` no step
  /// @throws IllegalArgumentException if there are more or fewer states than layers, or a tensor
  ///   has another type than the weights
  public DeepRnnOutput forward(Tensor x, List<Tensor> initial) {
    Checks.requireSequence("DeepRnn", x, inputSize, dtype);
    requireStates(initial, x.size(0));
    List<Tensor> h = new ArrayList<>(initial);
    List<Tensor> outputs = new ArrayList<>();
    for (int t = 0; t < x.size(1); t++) {
      Tensor below = x.select(1, t);
      for (int l = 0; l < layers.size(); l++) {
        below = layers.get(l).step(below, h.get(l));
        h.set(l, below);
      }
      outputs.add(below.matmul(whq).plus(bq));
    }
    return new DeepRnnOutput(Tensor.stack(1, outputs), h);
  }

  private Tensor weight(String name, TorchRandom random, int... shape) {
    double bound = 1 / Math.sqrt(hiddenSize);
    return register(name, Init.uniform(Tensor.zeros(dtype, shape), -bound, bound, random));
  }

  private void requireStates(List<Tensor> initial, int batch) {
    if (initial.size() != layers.size()) {
      throw new IllegalArgumentException(
          "DeepRnn.forward: %d initial states, expected one for each of %d layers"
              .formatted(initial.size(), layers.size()));
    }
    for (int l = 0; l < layers.size(); l++) {
      Checks.requireState(
          "DeepRnn", "initial state " + l, initial.get(l), batch, hiddenSize, dtype);
    }
  }
}
