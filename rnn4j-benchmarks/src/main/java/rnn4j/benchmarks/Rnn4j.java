package rnn4j.benchmarks;

import java.util.Map;
import rnn4j.cell.Merge;
import rnn4j.nn.CellLayer;
import rnn4j.nn.CellLayerConfig;
import rnn4j.nn.CellOutput;
import rnn4j.nn.Init;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.LstmOutput;
import rnn4j.nn.LstmState;
import rnn4j.nn.Module;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Tensor;
import rnn4j.tensor.Threads;

/// Ourselves.
public final class Rnn4j implements Contestant {

  @Override
  public Work prepare(Case shape, int threads) {
    Threads.set(threads);
    Layer layer = shape.variant() == Variant.LSTM ? builtIn(shape) : ofEquations(shape);
    Tensor input = input(shape);
    return switch (shape.kind()) {
      case STREAM -> new Stream(layer, input);
      case INFERENCE -> new Inference(layer, input);
      case TRAINING -> new TrainingStep(layer, input);
    };
  }

  private static Tensor input(Case shape) {
    if (shape.isCommon()) {
      return Tensor.of(
          LstmWeights.of(shape).input(), shape.seqLen(), shape.batch(), shape.inputSize());
    }
    Tensor zeros = Tensor.zeros(shape.seqLen(), shape.batch(), shape.inputSize());
    return Init.uniform(zeros, -1, 1, TorchRandom.seed(1));
  }

  /// A layer of any kind.
  private interface Layer {
    Module module();

    /// Returns the outputs of all steps, from a state of zeros.
    Tensor forward(Tensor input);

    /// Returns the hidden state after some steps that go on where the last ones ended.
    Tensor goOn(Tensor input);
  }

  private static Layer builtIn(Case shape) {
    var lstm =
        new Lstm(
            LstmConfig.of(shape.inputSize(), shape.hiddenSize())
                .withNumLayers(shape.numLayers())
                .withBidirectional(shape.bidirectional()),
            TorchRandom.seed(0));
    LstmWeights weights = LstmWeights.of(shape);
    for (int i = 0; i < weights.weightIh().length; i++) {
      String place =
          "_l" + i / shape.directions() + (i % shape.directions() == 1 ? "_reverse" : "");
      set(lstm, "weight_ih" + place, weights.weightIh()[i]);
      set(lstm, "weight_hh" + place, weights.weightHh()[i]);
      set(lstm, "bias_ih" + place, weights.biasIh()[i]);
      set(lstm, "bias_hh" + place, weights.biasHh()[i]);
    }
    LstmState zeros =
        new LstmState(
            Tensor.zeros(shape.numLayers(), shape.batch(), shape.hiddenSize()),
            Tensor.zeros(shape.numLayers(), shape.batch(), shape.hiddenSize()));
    return new Layer() {
      private LstmState state = zeros;

      @Override
      public Module module() {
        return lstm;
      }

      @Override
      public Tensor forward(Tensor input) {
        return shape.halfPadding()
            ? lstm.forward(input, shape.lengths()).output()
            : lstm.forward(input).output();
      }

      @Override
      public Tensor goOn(Tensor input) {
        LstmOutput out = lstm.forward(input, state);
        state = out.state();
        return state.h();
      }
    };
  }

  private static void set(Module module, String name, float[] elements) {
    Tensor parameter = module.parameter(name);
    Gradients.off(() -> parameter.set(Tensor.of(elements, parameter.shape().toArray())));
  }

  private static Layer ofEquations(Case shape) {
    CellLayerConfig config =
        CellLayerConfig.of(shape.variant().cell(shape.hiddenSize()), shape.inputSize())
            .withNumLayers(shape.numLayers());
    var layer =
        new CellLayer(
            shape.bidirectional() ? config.withBidirectional(Merge.CONCATENATE) : config,
            TorchRandom.seed(0));
    return new Layer() {
      private Map<String, Tensor> states = Map.of();

      @Override
      public Module module() {
        return layer;
      }

      @Override
      public Tensor forward(Tensor input) {
        return shape.halfPadding()
            ? layer.forward(input, shape.lengths()).output()
            : layer.forward(input).output();
      }

      @Override
      public Tensor goOn(Tensor input) {
        CellOutput out = states.isEmpty() ? layer.forward(input) : layer.forward(input, states);
        states = out.states();
        return out.last("h");
      }
    };
  }

  private record Stream(Layer layer, Tensor input) implements Work {
    @Override
    public void run() {
      Gradients.off(() -> layer.goOn(input));
    }

    @Override
    public float[] results() {
      run();
      run();
      return Gradients.off(() -> layer.goOn(input)).toFloatArray();
    }
  }

  private record Inference(Layer layer, Tensor input) implements Work {
    @Override
    public void run() {
      Gradients.off(() -> layer.forward(input));
    }

    @Override
    public float[] results() {
      return Gradients.off(() -> layer.forward(input)).toFloatArray();
    }
  }

  private static final class TrainingStep implements Work {
    private final Layer layer;
    private final Tensor input;
    private final Tensor ones;

    TrainingStep(Layer layer, Tensor input) {
      this.layer = layer;
      this.input = input.requiresGrad(true);
      Tensor output = Gradients.off(() -> layer.forward(input));
      this.ones = Tensor.ones(output.shape().toArray());
    }

    @Override
    public void run() {
      forwardAndBackward();
    }

    private Tensor forwardAndBackward() {
      layer.module().zeroGrad();
      input.setGrad(null);
      Tensor output = layer.forward(input);
      output.backward(ones);
      return output;
    }

    @Override
    public float[] results() {
      float[] output = forwardAndBackward().toFloatArray();
      float[] gradient = java.util.Objects.requireNonNull(input.grad()).toFloatArray();
      float[] both = java.util.Arrays.copyOf(output, output.length + gradient.length);
      System.arraycopy(gradient, 0, both, output.length, gradient.length);
      return both;
    }
  }
}
