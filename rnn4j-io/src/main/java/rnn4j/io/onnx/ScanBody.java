package rnn4j.io.onnx;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.io.onnx.ExportGraph.Attribute;
import rnn4j.tensor.Tensor;

/// The equations of one step, as the body of a `Scan`. Weights are constants of the graph around
/// it.
final class ScanBody {
  private final ExportGraph outer;
  private final ExportGraph body;
  private final ExportLayer layer;
  private final int index;
  private final int direction;
  private final String prefix;
  private final String h;
  private final String c;
  private final String x;

  ScanBody(ExportGraph outer, ExportLayer layer, int index, int direction, String prefix) {
    this.outer = outer;
    this.body = new ExportGraph(prefix);
    this.layer = layer;
    this.index = index;
    this.direction = direction;
    this.prefix = prefix;
    this.h = prefix + "h";
    this.c = prefix + "c";
    this.x = prefix + "x";
  }

  /// A step's new states.
  private record Next(String h, @Nullable String c) {}

  /// Returns the body.
  ///
  /// @param masked whether its last input says which sequences the step is within
  ExportGraph write(boolean masked) {
    OnnxType type = ExportGraph.type(layer.config().dtype());
    int hidden = layer.config().hiddenSize();
    boolean isLstm = layer.operator() == RecurrentOperator.LSTM;
    body.input(h, type, "batch", layer.stateSize());
    if (isLstm) {
      body.input(c, type, "batch", hidden);
    }
    body.input(x, type, "batch", layer.operator().gates() * hidden);
    if (masked) {
      body.input(prefix + "valid", OnnxType.BOOL, "batch", 1);
    }
    Next next =
        switch (layer.operator()) {
          case LSTM -> lstm();
          case GRU -> gru();
          case RNN -> rnn();
        };
    String output = next.h();
    if (masked) {
      String valid = prefix + "valid";
      String zero = outer.constant(prefix + "zero", Tensor.zeros(layer.config().dtype(), 1, 1));
      output = body.node("Where", List.of(valid, next.h(), zero));
      next =
          new Next(
              body.node("Where", List.of(valid, next.h(), h)),
              next.c() == null ? null : body.node("Where", List.of(valid, next.c(), c)));
    } else {
      // A graph's outputs are different values.
      output = body.node("Identity", List.of(next.h()));
    }
    body.output(next.h(), type, "batch", layer.stateSize());
    if (next.c() != null) {
      body.output(next.c(), type, "batch", hidden);
    }
    body.output(output, type, "batch", layer.stateSize());
    return body;
  }

  private Next lstm() {
    List<String> gates = split(add(x, timesState(h)), 4);
    String sumI = gates.get(0);
    String sumF = gates.get(1);
    String sumO = gates.get(3);
    if (layer.isPeephole()) {
      sumI = add(sumI, times(vector("weight_ci"), c));
      sumF = add(sumF, times(vector("weight_cf"), c));
    }
    String g = body.node("Tanh", List.of(gates.get(2)));
    String nextC = add(times(sigmoid(sumF), c), times(sigmoid(sumI), g));
    if (layer.isPeephole()) {
      sumO = add(sumO, times(vector("weight_co"), nextC));
    }
    String nextH = times(sigmoid(sumO), body.node("Tanh", List.of(nextC)));
    if (layer.projSize() > 0) {
      nextH = body.node("MatMul", List.of(nextH, matrix("weight_hr")));
    }
    return new Next(nextH, nextC);
  }

  private Next gru() {
    String product = timesState(h);
    List<String> i = split(x, 3);
    List<String> s = split(layer.config().bias() ? add(product, vector("bias_hh")) : product, 3);
    String r = sigmoid(add(i.get(0), s.get(0)));
    String z = sigmoid(add(i.get(1), s.get(1)));
    String n = body.node("Tanh", List.of(add(i.get(2), times(r, s.get(2)))));
    return new Next(add(n, times(z, body.node("Sub", List.of(h, n)))), null);
  }

  private Next rnn() {
    String sum = add(x, timesState(h));
    return new Next(body.node(layer.isRelu() ? "Relu" : "Tanh", List.of(sum)), null);
  }

  private String timesState(String state) {
    return body.node("MatMul", List.of(state, matrix("weight_hh")));
  }

  private String matrix(String parameter) {
    return outer.constant(prefix + parameter, parameter(parameter).t());
  }

  private String vector(String parameter) {
    return outer.constant(prefix + parameter, parameter(parameter));
  }

  private Tensor parameter(String name) {
    return layer.parameter(name, index, direction).detach();
  }

  private List<String> split(String value, int count) {
    List<String> parts = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      parts.add(body.value("part"));
    }
    body.node("Split", "Split", List.of(value), parts, Attribute.integer("axis", -1));
    return parts;
  }

  private String sigmoid(String value) {
    return body.node("Sigmoid", List.of(value));
  }

  private String add(String a, String b) {
    return body.node("Add", List.of(a, b));
  }

  private String times(String a, String b) {
    return body.node("Mul", List.of(a, b));
  }
}
