package rnn4j.benchmarks.dl4j;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import rnn4j.benchmarks.Case;
import rnn4j.benchmarks.Contestant;
import rnn4j.benchmarks.Kind;
import rnn4j.benchmarks.Layouts;
import rnn4j.benchmarks.LstmWeights;

/// Deeplearning4j's LSTM in a network of layers; trained with gradients from outside.
public final class Dl4j implements Contestant {
  /// Its gates are in the order g, f, o, i.
  private static final int[] GATES = {2, 1, 3, 0};

  @Override
  public @Nullable Work prepare(Case shape, int threads) {
    if (!shape.isCommon()) {
      return null;
    }
    Nd4j.getEnvironment().setMaxThreads(threads);
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    boolean training = shape.kind() == Kind.TRAINING;
    MultiLayerNetwork network = network(shape, training);
    setWeights(network, shape);
    INDArray input =
        Nd4j.create(
            LstmWeights.of(shape).input(),
            new long[] {shape.seqLen(), shape.batch(), shape.inputSize()},
            'c');
    // It wants (batch, size, time).
    INDArray byTime = input.permute(1, 2, 0).dup('f');
    return switch (shape.kind()) {
      case STREAM -> new Stream(network, byTime.reshape(1, shape.inputSize()).dup());
      case INFERENCE -> new Inference(network, byTime);
      case TRAINING -> {
        long width = (long) shape.hiddenSize() * shape.directions();
        INDArray ones = Nd4j.ones(DataType.FLOAT, shape.batch(), width, shape.seqLen());
        yield new Training(network, byTime, ones.dup('f'));
      }
    };
  }

  private static MultiLayerNetwork network(Case shape, boolean training) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.FLOAT)
            .trainingWorkspaceMode(training ? WorkspaceMode.NONE : WorkspaceMode.ENABLED)
            .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
            .list();
    for (int layer = 0; layer < shape.numLayers(); layer++) {
      LSTM lstm =
          new LSTM.Builder()
              .nIn(shape.inputSize(layer))
              .nOut(shape.hiddenSize())
              .activation(Activation.TANH)
              .gateActivationFunction(Activation.SIGMOID)
              .build();
      layers.layer(
          shape.bidirectional() ? new Bidirectional(Bidirectional.Mode.CONCAT, lstm) : lstm);
    }
    var network = new MultiLayerNetwork(layers.build());
    network.init();
    return network;
  }

  private static void setWeights(MultiLayerNetwork network, Case shape) {
    LstmWeights weights = LstmWeights.of(shape);
    int hiddenSize = shape.hiddenSize();
    int columns = 4 * hiddenSize;
    for (int i = 0; i < weights.weightIh().length; i++) {
      int layer = i / shape.directions();
      int inputSize = shape.inputSize(layer);
      String direction = shape.bidirectional() ? (i % 2 == 0 ? "f" : "b") : "";
      String prefix = layer + "_" + direction;
      float[] w =
          Layouts.transpose(Layouts.gates(weights.weightIh()[i], GATES), columns, inputSize);
      float[] rw =
          Layouts.transpose(Layouts.gates(weights.weightHh()[i], GATES), columns, hiddenSize);
      float[] b = Layouts.gates(Layouts.sum(weights.biasIh()[i], weights.biasHh()[i]), GATES);
      network.getParam(prefix + "W").assign(matrix(w, inputSize, columns));
      network.getParam(prefix + "RW").assign(matrix(rw, hiddenSize, columns));
      network.getParam(prefix + "b").assign(matrix(b, 1, columns));
    }
  }

  private static INDArray matrix(float[] elements, long rows, long columns) {
    return Nd4j.create(elements, new long[] {rows, columns}, 'c');
  }

  private static float[] elements(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  private record Inference(MultiLayerNetwork network, INDArray input) implements Work {
    @Override
    public void run() {
      network.output(input, false);
    }

    @Override
    public float[] results() {
      return elements(network.output(input, false));
    }
  }

  private record Stream(MultiLayerNetwork network, INDArray input) implements Work {
    @Override
    public void run() {
      network.rnnTimeStep(input);
    }

    @Override
    public float[] results() {
      run();
      run();
      return elements(network.rnnTimeStep(input));
    }
  }

  private static final class Training implements Work {
    private final MultiLayerNetwork network;
    private final INDArray input;
    private final INDArray ones;
    private @Nullable INDArray output;
    private @Nullable INDArray inputGradient;

    Training(MultiLayerNetwork network, INDArray input, INDArray ones) {
      this.network = network;
      this.input = input;
      this.ones = ones;
    }

    @Override
    public void run() {
      network.setInput(input);
      List<INDArray> activations = network.feedForward(true, false);
      output = activations.getLast();
      inputGradient = network.backpropGradient(ones, LayerWorkspaceMgr.noWorkspaces()).getSecond();
    }

    @Override
    public float[] results() {
      run();
      return Layouts.concat(
          elements(requireNonNull(output)), elements(requireNonNull(inputGradient)));
    }
  }
}
