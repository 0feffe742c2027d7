package rnn4j.io.onnx;

import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.io.onnx.ExportGraph.Attribute;
import rnn4j.tensor.Tensor;

/// A layer as nodes `LSTM`, `GRU` or `RNN`.
final class OperatorForm implements ExportForm {
  private final ExportGraph graph;
  private final ExportLayer layer;
  private final ExportStates states;
  private final int directions;

  OperatorForm(ExportGraph graph, ExportLayer layer, ExportStates states) {
    this.graph = graph;
    this.layer = layer;
    this.states = states;
    this.directions = layer.config().numDirections();
  }

  @Override
  public Output write(int index, String input) {
    RecurrentOperator operator = layer.operator();
    boolean isLstm = operator == RecurrentOperator.LSTM;
    String name = named("l" + index);
    String h = initial(states.h(), index);
    String c = isLstm ? initial(states.c(), index) : null;
    List<String> inputs = new ArrayList<>();
    inputs.add(input);
    inputs.add(graph.constant(name + ".W", stacked("weight_ih", index)));
    inputs.add(graph.constant(name + ".R", stacked("weight_hh", index)));
    inputs.add(
        layer.config().bias()
            ? graph.constant(
                name + ".B",
                Tensor.concat(1, List.of(stacked("bias_ih", index), stacked("bias_hh", index))))
            : "");
    inputs.add(requireNonNullElse(states.sequenceLens(), ""));
    inputs.add(requireNonNullElse(h, ""));
    if (isLstm) {
      inputs.add(requireNonNullElse(c, ""));
    }
    if (layer.isPeephole()) {
      inputs.add(graph.constant(name + ".P", peepholes(index)));
    }
    List<String> outputs = new ArrayList<>(List.of(name + ".Y", name + ".Y_h"));
    if (isLstm) {
      outputs.add(name + ".Y_c");
    }
    graph.node(name, operator.name(), inputs, outputs, attributes());

    // (seqLen, directions, batch, hiddenSize) -> (seqLen, batch, directions * hiddenSize)
    String turned =
        graph.node(
            "Transpose", List.of(outputs.getFirst()), Attribute.integers("perm", 0, 2, 1, 3));
    String output = graph.node("Reshape", List.of(turned, graph.integers(0, 0, -1)));
    return new Output(
        output, finalState(outputs.get(1), h), isLstm ? finalState(outputs.get(2), c) : null);
  }

  private Attribute[] attributes() {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(Attribute.integer("hidden_size", layer.config().hiddenSize()));
    if (directions == 2) {
      attributes.add(Attribute.text("direction", "bidirectional"));
    }
    if (layer.operator() == RecurrentOperator.GRU) {
      attributes.add(Attribute.integer("linear_before_reset", 1));
    }
    if (layer.isRelu()) {
      String[] activations = new String[directions];
      Arrays.fill(activations, "Relu");
      attributes.add(Attribute.texts("activations", activations));
    }
    return attributes.toArray(Attribute[]::new);
  }

  /// Returns one layer's part of a state of all layers, or null if there is none.
  private @Nullable String initial(@Nullable String state, int index) {
    if (state == null) {
      return null;
    }
    return graph.node(
        "Slice",
        List.of(
            state,
            graph.integers((long) index * directions),
            graph.integers((index + 1L) * directions),
            graph.integers(0)));
  }

  /// Returns the final state as PyTorch has it: of a sequence without steps it is the initial one,
  /// where the operator has zero.
  private String finalState(String state, @Nullable String initial) {
    String lengths = states.sequenceLens();
    if (initial == null || lengths == null) {
      return state;
    }
    String zero =
        graph.node(
            "Cast", List.of(graph.integer(0)), Attribute.integer("to", OnnxType.INT32.code()));
    String isEmpty = graph.node("Equal", List.of(lengths, zero));
    String column = graph.node("Unsqueeze", List.of(isEmpty, graph.integers(1)));
    return graph.node("Where", List.of(column, initial, state));
  }

  /// Returns a parameter of both directions, its gates in the operator's order.
  private Tensor stacked(String parameter, int index) {
    List<Tensor> ofDirections = new ArrayList<>();
    for (int d = 0; d < directions; d++) {
      List<Tensor> gates =
          layer.parameter(parameter, index, d).detach().chunk(layer.operator().gates(), 0);
      List<Tensor> ordered =
          switch (layer.operator()) {
            // i, o, f, c of i, f, g, o
            case LSTM -> List.of(gates.get(0), gates.get(3), gates.get(1), gates.get(2));
            // z, r, h of r, z, n
            case GRU -> List.of(gates.get(1), gates.get(0), gates.get(2));
            case RNN -> gates;
          };
      ofDirections.add(Tensor.concat(0, ordered));
    }
    return Tensor.stack(0, ofDirections);
  }

  private Tensor peepholes(int index) {
    List<Tensor> ofDirections = new ArrayList<>();
    for (int d = 0; d < directions; d++) {
      ofDirections.add(
          Tensor.concat(
              0,
              List.of(
                  layer.parameter("weight_ci", index, d).detach(),
                  layer.parameter("weight_co", index, d).detach(),
                  layer.parameter("weight_cf", index, d).detach())));
    }
    return Tensor.stack(0, ofDirections);
  }

  private String named(String what) {
    return layer.name().isEmpty() ? what : layer.name() + "." + what;
  }
}
