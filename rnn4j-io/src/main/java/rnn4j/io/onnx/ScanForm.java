package rnn4j.io.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.io.onnx.ExportGraph.Attribute;
import rnn4j.tensor.Tensor;

/// A layer as `Scan` nodes of small operators, for what the recurrent operators cannot do:
/// projections, and double precision in ONNX Runtime. The product of the input is taken for all
/// steps at once in front of the scan.
final class ScanForm implements ExportForm {
  private final ExportGraph graph;
  private final ExportLayer layer;
  private final ExportStates states;
  private @Nullable String mask;

  ScanForm(ExportGraph graph, ExportLayer layer, ExportStates states) {
    this.graph = graph;
    this.layer = layer;
    this.states = states;
  }

  @Override
  public Output write(int index, String input) {
    int directions = layer.config().numDirections();
    boolean isLstm = layer.operator() == RecurrentOperator.LSTM;
    String valid = states.sequenceLens() == null ? null : mask(input, states.sequenceLens());
    List<String> sequences = new ArrayList<>();
    List<String> hs = new ArrayList<>();
    List<String> cs = new ArrayList<>();
    for (int d = 0; d < directions; d++) {
      int row = index * directions + d;
      List<String> inputs = new ArrayList<>();
      inputs.add(initial(states.h(), input, row, layer.stateSize()));
      if (isLstm) {
        inputs.add(initial(states.c(), input, row, layer.config().hiddenSize()));
      }
      inputs.add(fromInput(input, index, d));
      if (valid != null) {
        inputs.add(valid);
      }
      List<String> outputs = new ArrayList<>();
      outputs.add(graph.value("h_n"));
      if (isLstm) {
        outputs.add(graph.value("c_n"));
      }
      outputs.add(graph.value("output"));
      ExportGraph body =
          new ScanBody(graph, layer, index, d, "%sl%d.%d.".formatted(prefix(), index, d))
              .write(valid != null);
      long[] backward = new long[valid == null ? 1 : 2];
      Arrays.fill(backward, d);
      graph.node(
          prefix() + "l" + index + (d == 1 ? ".reverse" : ""),
          "Scan",
          inputs,
          outputs,
          Attribute.graph("body", body),
          Attribute.integer("num_scan_inputs", backward.length),
          Attribute.integers("scan_input_directions", backward),
          Attribute.integers("scan_output_directions", d));
      hs.add(outputs.getFirst());
      if (isLstm) {
        cs.add(outputs.get(1));
      }
      sequences.add(outputs.getLast());
    }
    return new Output(
        directions == 1
            ? sequences.getFirst()
            : graph.node("Concat", sequences, Attribute.integer("axis", 2)),
        stacked(hs),
        isLstm ? stacked(cs) : null);
  }

  private String prefix() {
    return layer.name().isEmpty() ? "" : layer.name() + ".";
  }

  /// Returns the product of the weights with the input of all steps, and the bias where it is added
  /// to nothing else. A GRU's two biases stay apart.
  private String fromInput(String input, int index, int direction) {
    String name = "%sl%d.%d.".formatted(prefix(), index, direction);
    String weight =
        graph.constant(name + "W", layer.parameter("weight_ih", index, direction).detach().t());
    String product = graph.node("MatMul", List.of(input, weight));
    if (!layer.config().bias()) {
      return product;
    }
    Tensor bias = layer.parameter("bias_ih", index, direction).detach();
    if (layer.operator() != RecurrentOperator.GRU) {
      bias = bias.plus(layer.parameter("bias_hh", index, direction).detach());
    }
    return graph.node("Add", List.of(product, graph.constant(name + "b", bias)));
  }

  /// Returns which steps are within the sequences, (seqLen, batch, 1); the same for all layers.
  private String mask(String input, String lengths) {
    if (mask == null) {
      String shape = graph.node("Shape", List.of(input));
      String seqLen =
          graph.node("Gather", List.of(shape, graph.integer(0)), Attribute.integer("axis", 0));
      String steps = graph.node("Range", List.of(graph.integer(0), seqLen, graph.integer(1)));
      String column = graph.node("Unsqueeze", List.of(steps, graph.integers(1)));
      String wide =
          graph.node("Cast", List.of(lengths), Attribute.integer("to", OnnxType.INT64.code()));
      String less = graph.node("Less", List.of(column, wide));
      mask = graph.node("Unsqueeze", List.of(less, graph.integers(2)));
    }
    return mask;
  }

  /// Returns the state before the first step, (batch, size).
  private String initial(@Nullable String state, String input, int row, int size) {
    if (state != null) {
      return graph.node("Gather", List.of(state, graph.integer(row)), Attribute.integer("axis", 0));
    }
    String shape = graph.node("Shape", List.of(input));
    String batch =
        graph.node(
            "Slice", List.of(shape, graph.integers(1), graph.integers(2), graph.integers(0)));
    String wanted =
        graph.node("Concat", List.of(batch, graph.integers(size)), Attribute.integer("axis", 0));
    String zero = graph.constant(graph.value("zero"), Tensor.zeros(layer.config().dtype(), 1, 1));
    return graph.node("Expand", List.of(zero, wanted));
  }

  private String stacked(List<String> ofDirections) {
    List<String> rows = new ArrayList<>();
    for (String state : ofDirections) {
      rows.add(graph.node("Unsqueeze", List.of(state, graph.integers(0))));
    }
    return rows.size() == 1
        ? rows.getFirst()
        : graph.node("Concat", rows, Attribute.integer("axis", 0));
  }
}
