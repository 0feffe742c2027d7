package rnn4j.io.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import rnn4j.io.onnx.ExportGraph.Attribute;
import rnn4j.nn.RecurrentConfig;
import rnn4j.nn.RecurrentLayer;
import rnn4j.tensor.Tensor;

/// A model of layers side by side, each with its own inputs and outputs.
final class OnnxModel {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 14;

  /// Protobuf's messages are shorter than two gigabytes; this leaves room for the graph.
  private static final long MAX_WEIGHT_BYTES = Integer.MAX_VALUE - (1L << 24);

  private final ExportGraph graph = new ExportGraph("");
  private final OnnxExport export;

  private OnnxModel(OnnxExport export) {
    this.export = export;
  }

  /// Returns the content of a file.
  static byte[] of(Map<String, RecurrentLayer> layers, OnnxExport export) {
    var model = new OnnxModel(export);
    long bytes = 0;
    for (RecurrentLayer layer : layers.values()) {
      for (Tensor parameter : layer.parameters()) {
        bytes += (long) parameter.numel() * ExportGraph.type(parameter.dtype()).bytes();
      }
    }
    if (bytes > MAX_WEIGHT_BYTES) {
      throw new IllegalArgumentException(
          "Onnx.write: weights have %d bytes, expected at most %d, which a model can hold"
              .formatted(bytes, MAX_WEIGHT_BYTES));
    }
    layers.forEach((name, layer) -> model.add(ExportLayer.of(name, layer)));
    return new ProtoWriter()
        .integer(1, IR_VERSION)
        .text(2, "rnn4j")
        .message(7, model.graph.named("rnn4j"))
        .message(8, new ProtoWriter().text(1, "").integer(2, OPSET))
        .toByteArray();
  }

  private void add(ExportLayer layer) {
    RecurrentConfig<?> config = layer.config();
    OnnxType type = ExportGraph.type(config.dtype());
    String prefix = layer.name().isEmpty() ? "" : layer.name() + ".";
    boolean isLstm = layer.operator() == RecurrentOperator.LSTM;
    Object[] sizes =
        config.batchFirst() ? new Object[] {"batch", "seq_len"} : new Object[] {"seq_len", "batch"};
    int rows = config.numLayers() * config.numDirections();

    String input = prefix + "input";
    graph.input(input, type, sizes[0], sizes[1], config.inputSize());
    if (export.lengths()) {
      graph.input(prefix + "sequence_lens", OnnxType.INT32, "batch");
    }
    if (export.states()) {
      graph.input(prefix + "h0", type, rows, "batch", layer.stateSize());
      if (isLstm) {
        graph.input(prefix + "c0", type, rows, "batch", config.hiddenSize());
      }
    }
    var states =
        new ExportStates(
            export.lengths() ? prefix + "sequence_lens" : null,
            export.states() ? prefix + "h0" : null,
            export.states() && isLstm ? prefix + "c0" : null);
    ExportForm form =
        layer.isOperator()
            ? new OperatorForm(graph, layer, states)
            : new ScanForm(graph, layer, states);

    String sequence = config.batchFirst() ? turned(input) : input;
    List<String> hs = new ArrayList<>();
    List<String> cs = new ArrayList<>();
    for (int l = 0; l < config.numLayers(); l++) {
      ExportForm.Output output = form.write(l, sequence);
      sequence = output.sequence();
      hs.add(output.h());
      if (output.c() != null) {
        cs.add(output.c());
      }
    }
    String result = config.batchFirst() ? turned(sequence) : sequence;
    rename(result, prefix + "output");
    joined(hs, prefix + "hn");
    graph.output(
        prefix + "output", type, sizes[0], sizes[1], config.numDirections() * layer.stateSize());
    graph.output(prefix + "hn", type, rows, "batch", layer.stateSize());
    if (isLstm) {
      joined(cs, prefix + "cn");
      graph.output(prefix + "cn", type, rows, "batch", config.hiddenSize());
    }
  }

  private String turned(String value) {
    return graph.node("Transpose", List.of(value), Attribute.integers("perm", 1, 0, 2));
  }

  private void rename(String value, String name) {
    graph.node(name, "Identity", List.of(value), List.of(name));
  }

  private void joined(List<String> states, String name) {
    graph.node(name, "Concat", states, List.of(name), Attribute.integer("axis", 0));
  }
}
