package rnn4j.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import rnn4j.cell.LayerNormLstmEquations;
import rnn4j.cell.Merge;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.GradientCheck;
import rnn4j.tensor.Tensor;

/// A recurrent layer of some kind with random options, and random things to run it on.
record RandomLayer(RecurrentLayer layer, LayerOptions options, SplittableRandom draw) {

  /// Kinds of layers.
  enum Kind {
    LSTM,
    PROJECTED_LSTM,
    PEEPHOLE_LSTM,
    LAYER_NORM_LSTM,
    GRU,
    RNN,
    RELU_RNN
  }

  /// Returns every kind with each of the seeds `[0, count)`.
  static Stream<Arguments> kindsAndSeeds(int count) {
    return Arrays.stream(Kind.values())
        .flatMap(kind -> IntStream.range(0, count).mapToObj(seed -> Arguments.of(kind, seed)));
  }

  /// Draws up to three layers of one or two directions.
  static RandomLayer draw(Kind kind, int seed) {
    var draw = new SplittableRandom(seed);
    return of(kind, options(draw).withBidirectional(draw.nextBoolean()), draw);
  }

  /// Draws layers that run forward only.
  static RandomLayer drawForward(Kind kind, int seed) {
    var draw = new SplittableRandom(seed);
    return of(kind, options(draw), draw);
  }

  private static LayerOptions options(SplittableRandom draw) {
    return LayerOptions.of(draw.nextInt(1, 40), draw.nextInt(2, 70))
        .withNumLayers(draw.nextInt(1, 4))
        .withBias(draw.nextBoolean())
        .withDtype(draw.nextInt(4) == 0 ? DType.FLOAT64 : DType.FLOAT32);
  }

  /// Creates a layer.
  static RandomLayer of(Kind kind, LayerOptions options, SplittableRandom draw) {
    var random = TorchRandom.seed(draw.nextInt());
    int inputSize = options.inputSize();
    int hiddenSize = options.hiddenSize();
    LstmConfig lstm = LstmConfig.of(inputSize, hiddenSize).with(options);
    RnnConfig rnn = RnnConfig.of(inputSize, hiddenSize).with(options);
    RecurrentLayer layer =
        switch (kind) {
          case LSTM -> new Lstm(lstm, random);
          case PROJECTED_LSTM -> new Lstm(lstm.withProjSize(hiddenSize / 2), random);
          case PEEPHOLE_LSTM ->
              new PeepholeLstm(PeepholeLstmConfig.of(inputSize, hiddenSize).with(options), random);
          case LAYER_NORM_LSTM -> new CellLayer(layerNormLstm(options), random);
          case GRU -> new Gru(GruConfig.of(inputSize, hiddenSize).with(options), random);
          case RNN -> new Rnn(rnn, random);
          case RELU_RNN -> new Rnn(rnn.withNonlinearity(Nonlinearity.RELU), random);
        };
    return new RandomLayer(layer, options, draw);
  }

  private static CellLayerConfig layerNormLstm(LayerOptions options) {
    var cell = new LayerNormLstmEquations(options.hiddenSize(), 1e-5);
    CellLayerConfig config =
        CellLayerConfig.of(cell, options.inputSize())
            .withNumLayers(options.numLayers())
            .withBatchFirst(options.batchFirst())
            .withDtype(options.dtype());
    return options.bidirectional() ? config.withBidirectional(Merge.CONCATENATE) : config;
  }

  /// Draws input, (seqLen, batch, inputSize).
  Tensor input(int seqLen, int batch) {
    return uniform(seqLen, batch, options.inputSize());
  }

  /// Draws initial states.
  List<Tensor> states(int batch) {
    return layer.beginning(batch).stream().map(state -> uniform(state.shape().toArray())).toList();
  }

  /// Draws values of `[-2, 2)`.
  Tensor uniform(int... shape) {
    int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return Tensor.of(draw.doubles(count, -2, 2).toArray(), shape).to(options.dtype());
  }

  /// Draws lengths of `[least, seqLen]`, in any order.
  int[] lengths(int seqLen, int batch, int least) {
    return draw.ints(batch, least, seqLen + 1).toArray();
  }

  /// Returns the results of a run and the gradients of a random sum of them: of the input, of each
  /// initial state and of each parameter.
  List<Tensor> withGradients(SequenceRunner.Run run, Tensor input, List<Tensor> initial) {
    return withGradients(layer, run, input, initial);
  }

  /// Returns the same for a run of other modules on the same parameters.
  List<Tensor> withGradients(
      Module module, SequenceRunner.Run run, Tensor input, List<Tensor> initial) {
    List<Tensor> all = new ArrayList<>(List.of(run.output()));
    all.addAll(run.finalStates());
    var weights = new RandomLayer(layer, options, new SplittableRandom(4711));
    Tensor loss = Tensor.zeros(options.dtype());
    for (Tensor result : all) {
      loss = loss.plus(result.times(weights.uniform(result.shape().toArray())).sum());
    }
    List<Tensor> leaves = new ArrayList<>(List.of(input));
    leaves.addAll(initial);
    leaves.addAll(module.parameters());
    leaves.forEach(leaf -> leaf.setGrad(null));
    loss.backward();
    leaves.forEach(leaf -> all.add(GradientCheck.gradient(leaf)));
    return all;
  }
}
