package rnn4j.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.UnaryOperator;
import rnn4j.cell.Merge;
import rnn4j.nn.CellLayer;
import rnn4j.nn.CellLayerConfig;
import rnn4j.nn.FrozenLayer;
import rnn4j.nn.Init;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.Module;
import rnn4j.nn.RecurrentLayer;
import rnn4j.nn.StreamState;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Tensor;
import rnn4j.tensor.Threads;

/// Ourselves: frozen layers, and layers in training.
public final class Rnn4j implements Contestant {

  /// The JVM takes two to four seconds to compile what is new, where two threads leave no processor
  /// to its compiler.
  @Override
  public double firstWarmUp() {
    return 2;
  }

  @Override
  public Work prepare(Case shape, int threads) {
    Threads.set(threads);
    return switch (shape.kind()) {
      case STREAM -> new Stream(frozen(shape), input(shape).toFloatArray());
      case INFERENCE -> new Inference(frozen(shape), input(shape), shape);
      case TRAINING -> training(shape);
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

  private static FrozenLayer frozen(Case shape) {
    FrozenLayer frozen = layer(shape).freeze(shape.variant().storage());
    if (shape.variant() == Variant.WARMED) {
      frozen.warmUp();
    }
    return frozen;
  }

  private static RecurrentLayer layer(Case shape) {
    return shape.variant() == Variant.LSTM ? lstm(shape) : ofEquations(shape);
  }

  private static Lstm lstm(Case shape) {
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
    return lstm;
  }

  private static void set(Module module, String name, float[] elements) {
    Tensor parameter = module.parameter(name);
    Gradients.off(() -> parameter.set(Tensor.of(elements, parameter.shape().toArray())));
  }

  private static CellLayer ofEquations(Case shape) {
    CellLayerConfig config =
        CellLayerConfig.of(shape.variant().cell(shape.hiddenSize()), shape.inputSize())
            .withNumLayers(shape.numLayers());
    return new CellLayer(
        shape.bidirectional() ? config.withBidirectional(Merge.CONCATENATE) : config,
        TorchRandom.seed(0));
  }

  private static Work training(Case shape) {
    Tensor input = input(shape).requiresGrad(true);
    int[] lengths = shape.lengths();
    if (shape.variant() == Variant.LSTM) {
      Lstm lstm = lstm(shape);
      return new TrainingStep(
          lstm,
          shape.halfPadding()
              ? x -> lstm.forward(x, lengths).output()
              : x -> lstm.forward(x).output(),
          input);
    }
    CellLayer layer = ofEquations(shape);
    return new TrainingStep(
        layer,
        shape.halfPadding()
            ? x -> layer.forward(x, lengths).output()
            : x -> layer.forward(x).output(),
        input);
  }

  private static final class Stream implements Work {
    private final FrozenLayer layer;
    private final float[] input;
    private final StreamState state;
    private final float[] output;

    Stream(FrozenLayer layer, float[] input) {
      this.layer = layer;
      this.input = input;
      this.state = layer.newStream();
      this.output = new float[layer.outputSize()];
    }

    @Override
    public void run() {
      layer.step(input, state, output);
    }

    @Override
    public float[] results() {
      for (int step = 0; step < 3; step++) {
        run();
      }
      return output.clone();
    }
  }

  private record Inference(FrozenLayer layer, Tensor input, Case shape) implements Work {
    @Override
    public void run() {
      forward();
    }

    private Tensor forward() {
      return shape.halfPadding()
          ? layer.forward(input, shape.lengths()).output()
          : layer.forward(input).output();
    }

    @Override
    public float[] results() {
      return forward().toFloatArray();
    }
  }

  private static final class TrainingStep implements Work {
    private final Module module;
    private final UnaryOperator<Tensor> forward;
    private final Tensor input;
    private final Tensor ones;

    /// Set to what they are before each step, so that all weights are packed anew, as they are
    /// after an optimizer's step.
    private final List<Tensor> biases;

    TrainingStep(Module module, UnaryOperator<Tensor> forward, Tensor input) {
      this.module = module;
      this.forward = forward;
      this.input = input;
      this.biases = module.parameters().stream().filter(p -> p.dim() == 1).toList();
      Tensor output = Gradients.off(() -> forward.apply(input));
      this.ones = Tensor.ones(output.shape().toArray());
    }

    @Override
    public void run() {
      forwardAndBackward();
    }

    private Tensor forwardAndBackward() {
      module.zeroGrad();
      input.setGrad(null);
      biases.forEach(bias -> bias.set(bias.detach()));
      Tensor output = forward.apply(input);
      output.backward(ones);
      return output;
    }

    @Override
    public float[] results() {
      float[] output = forwardAndBackward().toFloatArray();
      return Layouts.concat(output, requireNonNull(input.grad()).toFloatArray());
    }
  }
}
