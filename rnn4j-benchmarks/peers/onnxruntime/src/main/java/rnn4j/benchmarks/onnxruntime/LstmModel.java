package rnn4j.benchmarks.onnxruntime;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import rnn4j.benchmarks.Case;
import rnn4j.benchmarks.Kind;
import rnn4j.benchmarks.Layouts;
import rnn4j.benchmarks.LstmWeights;

/// An ONNX model with an LSTM node for each layer: input `x`; of a stream also `h0`, `c0`, with
/// outputs `hn`, `cn`; otherwise output `y`, (seqLen, directions, batch, hiddenSize).
final class LstmModel {
  /// ONNX has gates in the order i, o, f, g.
  private static final int[] GATES = {0, 3, 1, 2};

  private final Case shape;
  private final LstmWeights weights;
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("lstm");

  private LstmModel(Case shape) {
    this.shape = shape;
    this.weights = LstmWeights.of(shape);
  }

  static byte[] of(Case shape) {
    return new LstmModel(shape).bytes();
  }

  private byte[] bytes() {
    int batch = shape.batch();
    int hiddenSize = shape.hiddenSize();
    int directions = shape.directions();
    boolean stream = shape.kind() == Kind.STREAM;
    graph.addInput(value("x", shape.seqLen(), batch, shape.inputSize()));
    if (stream) {
      graph.addInput(value("h0", directions, batch, hiddenSize));
      graph.addInput(value("c0", directions, batch, hiddenSize));
      graph.addOutput(value("hn", directions, batch, hiddenSize));
      graph.addOutput(value("cn", directions, batch, hiddenSize));
    } else {
      graph.addOutput(value("y", shape.seqLen(), directions, batch, hiddenSize));
    }
    String input = "x";
    for (int layer = 0; layer < shape.numLayers(); layer++) {
      input = addLayer(layer, input, stream);
    }
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  /// Adds a layer, and returns the name of the next one's input.
  private String addLayer(int layer, String input, boolean stream) {
    int directions = shape.directions();
    int hiddenSize = shape.hiddenSize();
    var w = new float[directions][];
    var r = new float[directions][];
    var b = new float[directions][];
    for (int d = 0; d < directions; d++) {
      int i = layer * directions + d;
      w[d] = Layouts.gates(weights.weightIh()[i], GATES);
      r[d] = Layouts.gates(weights.weightHh()[i], GATES);
      b[d] =
          Layouts.concat(
              Layouts.gates(weights.biasIh()[i], GATES), Layouts.gates(weights.biasHh()[i], GATES));
    }
    addWeights("W" + layer, Layouts.concat(w), directions, 4 * hiddenSize, shape.inputSize(layer));
    addWeights("R" + layer, Layouts.concat(r), directions, 4 * hiddenSize, hiddenSize);
    addWeights("B" + layer, Layouts.concat(b), directions, 8 * hiddenSize);
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType("LSTM")
            .addInput(input)
            .addInput("W" + layer)
            .addInput("R" + layer)
            .addInput("B" + layer)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("hidden_size")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(hiddenSize))
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("direction")
                    .setType(AttributeProto.AttributeType.STRING)
                    .setS(
                        ByteString.copyFromUtf8(
                            shape.bidirectional() ? "bidirectional" : "forward")));
    boolean last = layer == shape.numLayers() - 1;
    if (stream) {
      node.addInput("").addInput("h0").addInput("c0").addOutput("").addOutput("hn").addOutput("cn");
    } else {
      node.addOutput(last ? "y" : "y" + layer);
    }
    graph.addNode(node);
    return last ? "" : sideBySide(layer);
  }

  /// Puts the outputs of both directions side by side, and returns their name.
  private String sideBySide(int layer) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Transpose")
            .addInput("y" + layer)
            .addOutput("t" + layer)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("perm")
                    .setType(AttributeProto.AttributeType.INTS)
                    .addInts(0)
                    .addInts(2)
                    .addInts(1)
                    .addInts(3)));
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName("shape" + layer)
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addDims(3)
            .addInt64Data(shape.seqLen())
            .addInt64Data(shape.batch())
            .addInt64Data((long) shape.directions() * shape.hiddenSize()));
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Reshape")
            .addInput("t" + layer)
            .addInput("shape" + layer)
            .addOutput("r" + layer));
    return "r" + layer;
  }

  private void addWeights(String name, float[] elements, int... dims) {
    ByteBuffer bytes = ByteBuffer.allocate(elements.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(elements);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .setRawData(ByteString.copyFrom(bytes));
    for (int dim : dims) {
      tensor.addDims(dim);
    }
    graph.addInitializer(tensor);
  }

  private static ValueInfoProto value(String name, int... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int dim : dims) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT_VALUE)
                        .setShape(shape)))
        .build();
  }
}
