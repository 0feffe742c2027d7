package rnn4j.benchmarks.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_bidirectional_concat;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_unidirectional_left2right;
import static rnn4j.benchmarks.onednn.Memories.ENGINE;
import static rnn4j.benchmarks.onednn.Memories.STREAM;

import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.lstm_backward;
import org.bytedeco.dnnl.lstm_forward;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;
import rnn4j.benchmarks.Case;
import rnn4j.benchmarks.Kind;
import rnn4j.benchmarks.Layouts;
import rnn4j.benchmarks.LstmWeights;
import rnn4j.benchmarks.onednn.Memories.Copy;

/// One layer as an LSTM primitive, its weights in the layout that the primitive asks for.
final class LstmLayer {
  private final Case shape;
  private final int direction;
  private final memory.desc sourceLayout;
  private final memory.desc outputLayout;
  private final memory.desc stateLayout;
  private final memory.desc inputWeightLayout;
  private final memory.desc stateWeightLayout;
  private final memory inputWeight;
  private final memory stateWeight;
  private final memory bias;
  private final memory output;
  private final lstm_forward forward;
  private final List<Copy> packing;
  private final List<memory> hidden;

  /// Arguments of the forward primitive; of a stream, two that read and write the state in turn.
  private final List<IntMemoryMap> arguments;

  private final @Nullable Backward backward;

  /// @param source (seqLen, batch, inputSize of the layer)
  LstmLayer(Case shape, LstmWeights weights, int layer, memory source) {
    this.shape = shape;
    long batch = shape.batch();
    long hiddenSize = shape.hiddenSize();
    long inputSize = shape.inputSize(layer);
    int directions = shape.directions();
    var w = new float[directions][];
    var u = new float[directions][];
    var b = new float[directions][];
    for (int d = 0; d < directions; d++) {
      int i = layer * directions + d;
      w[d] = weights.weightIh()[i];
      u[d] = weights.weightHh()[i];
      b[d] = Layouts.sum(weights.biasIh()[i], weights.biasHh()[i]);
    }
    var given = memory.format_tag.ldgoi;
    this.inputWeight =
        Memories.of(
            Memories.description(given, 1, directions, inputSize, 4, hiddenSize),
            Layouts.concat(w));
    this.stateWeight =
        Memories.of(
            Memories.description(given, 1, directions, hiddenSize, 4, hiddenSize),
            Layouts.concat(u));
    this.bias =
        Memories.of(
            Memories.description(memory.format_tag.ldgo, 1, directions, 4, hiddenSize),
            Layouts.concat(b));
    var any = memory.format_tag.any;
    this.inputWeightLayout = Memories.description(any, 1, directions, inputSize, 4, hiddenSize);
    this.stateWeightLayout = Memories.description(any, 1, directions, hiddenSize, 4, hiddenSize);
    var byTime = memory.format_tag.tnc;
    this.sourceLayout = Memories.description(byTime, shape.seqLen(), batch, inputSize);
    this.outputLayout =
        Memories.description(byTime, shape.seqLen(), batch, directions * hiddenSize);
    boolean stream = shape.kind() == Kind.STREAM;
    boolean training = shape.kind() == Kind.TRAINING;
    this.stateLayout =
        stream
            ? Memories.description(memory.format_tag.ldnc, 1, directions, batch, hiddenSize)
            : new memory.desc();
    this.direction =
        shape.bidirectional() ? dnnl_bidirectional_concat : dnnl_unidirectional_left2right;
    var description =
        new lstm_forward.primitive_desc(
            ENGINE,
            training ? dnnl_forward_training : dnnl_forward_inference,
            direction,
            sourceLayout,
            stateLayout,
            stateLayout,
            inputWeightLayout,
            stateWeightLayout,
            bias.get_desc(),
            outputLayout,
            stateLayout,
            stateLayout);
    this.forward = new lstm_forward(description);
    this.packing =
        List.of(
            Copy.of(inputWeight, description.weights_layer_desc()),
            Copy.of(stateWeight, description.weights_iter_desc()));
    packing.forEach(Copy::run);
    STREAM._wait();
    this.output = Memories.zeros(outputLayout);
    var plain = new IntMemoryMap();
    putForward(plain, source);
    if (stream) {
      this.hidden = List.of(Memories.zeros(stateLayout), Memories.zeros(stateLayout));
      List<memory> cell = List.of(Memories.zeros(stateLayout), Memories.zeros(stateLayout));
      var second = new IntMemoryMap();
      putForward(second, source);
      this.arguments = List.of(plain, second);
      for (int turn = 0; turn < 2; turn++) {
        arguments
            .get(turn)
            .put(DNNL_ARG_SRC_ITER, hidden.get(turn))
            .put(DNNL_ARG_SRC_ITER_C, cell.get(turn))
            .put(DNNL_ARG_DST_ITER, hidden.get(1 - turn))
            .put(DNNL_ARG_DST_ITER_C, cell.get(1 - turn));
      }
    } else {
      this.hidden = List.of();
      this.arguments = List.of(plain);
    }
    if (training) {
      memory workspace = Memories.zeros(description.workspace_desc());
      plain.put(DNNL_ARG_WORKSPACE, workspace);
      this.backward = new Backward(description, source, workspace);
    } else {
      this.backward = null;
    }
  }

  private void putForward(IntMemoryMap map, memory source) {
    map.put(DNNL_ARG_SRC_LAYER, source)
        .put(DNNL_ARG_WEIGHTS_LAYER, packing.get(0).to())
        .put(DNNL_ARG_WEIGHTS_ITER, packing.get(1).to())
        .put(DNNL_ARG_BIAS, bias)
        .put(DNNL_ARG_DST_LAYER, output);
  }

  memory output() {
    return output;
  }

  /// Returns the state that turn `turn` of a stream reads.
  memory hidden(int turn) {
    return hidden.get(turn);
  }

  /// Returns the backward primitive; null unless this is trained.
  @Nullable Backward backward() {
    return backward;
  }

  void forward(int turn) {
    if (shape.kind() == Kind.TRAINING) {
      packing.forEach(Copy::run); // weights change with every training step
    }
    forward.execute(STREAM, arguments.get(turn));
  }

  /// The backward primitive, with gradients in the layout of the weights.
  final class Backward {
    private final lstm_backward primitive;
    private final List<Copy> packing;
    private final List<memory> sums;
    private final List<Copy> unpacking;
    private final memory inputGradient;
    private final IntMemoryMap arguments = new IntMemoryMap();

    Backward(lstm_forward.primitive_desc hint, memory source, memory workspace) {
      var description =
          new lstm_backward.primitive_desc(
              ENGINE,
              dnnl_backward,
              direction,
              sourceLayout,
              stateLayout,
              stateLayout,
              inputWeightLayout,
              stateWeightLayout,
              bias.get_desc(),
              outputLayout,
              stateLayout,
              stateLayout,
              sourceLayout,
              stateLayout,
              stateLayout,
              inputWeightLayout,
              stateWeightLayout,
              bias.get_desc(),
              outputLayout,
              stateLayout,
              stateLayout,
              hint);
      this.primitive = new lstm_backward(description);
      this.packing =
          List.of(
              Copy.of(inputWeight, description.weights_layer_desc()),
              Copy.of(stateWeight, description.weights_iter_desc()));
      memory inputWeightSum = Memories.zeros(description.diff_weights_layer_desc());
      memory stateWeightSum = Memories.zeros(description.diff_weights_iter_desc());
      memory biasSum = Memories.zeros(bias.get_desc());
      this.sums = List.of(inputWeightSum, stateWeightSum, biasSum);
      this.unpacking =
          List.of(
              Copy.of(inputWeightSum, inputWeight.get_desc()),
              Copy.of(stateWeightSum, stateWeight.get_desc()));
      this.inputGradient = Memories.zeros(sourceLayout);
      arguments
          .put(DNNL_ARG_SRC_LAYER, source)
          .put(DNNL_ARG_WEIGHTS_LAYER, packing.get(0).to())
          .put(DNNL_ARG_WEIGHTS_ITER, packing.get(1).to())
          .put(DNNL_ARG_BIAS, bias)
          .put(DNNL_ARG_DST_LAYER, output)
          .put(DNNL_ARG_WORKSPACE, workspace)
          .put(DNNL_ARG_DIFF_SRC_LAYER, inputGradient)
          .put(DNNL_ARG_DIFF_WEIGHTS_LAYER, inputWeightSum)
          .put(DNNL_ARG_DIFF_WEIGHTS_ITER, stateWeightSum)
          .put(DNNL_ARG_DIFF_BIAS, biasSum);
    }

    memory inputGradient() {
      return inputGradient;
    }

    void setOutputGradient(memory gradient) {
      arguments.put(DNNL_ARG_DIFF_DST_LAYER, gradient);
    }

    void run() {
      packing.forEach(Copy::run);
      sums.forEach(Memories::clear);
      primitive.execute(STREAM, arguments);
      unpacking.forEach(Copy::run);
    }
  }
}
