package rnn4j.io.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rnn4j.io.WeightFormatException;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Tensor;

/// The operators that stand between a stored tensor and a weight: they rearrange or convert
/// elements and compute nothing. Where a newer version of an operator takes as an input what an
/// older one has as an attribute, both are read.
final class Rearrangement {
  private static final Set<String> OPERATORS =
      Set.of(
          "Identity",
          "Cast",
          "Unsqueeze",
          "Squeeze",
          "Reshape",
          "Flatten",
          "Transpose",
          "Concat",
          "Slice",
          "Split");

  private final Constants constants;

  Rearrangement(Constants constants) {
    this.constants = constants;
  }

  /// Returns whether a node is one of these.
  static boolean knows(Node node) {
    return node.domain().isEmpty() && OPERATORS.contains(node.opType());
  }

  /// Returns one output of a node.
  ///
  /// @param inputs null where an optional one is left out
  /// @throws WeightFormatException if the inputs or attributes are not what the operator takes
  Constant apply(Scope scope, Node node, List<@Nullable Constant> inputs, int output)
      throws WeightFormatException {
    var call = new Call(scope, node, inputs);
    Constant data = call.input(0);
    try {
      return switch (node.opType()) {
        case "Identity" -> data;
        case "Cast" -> call.cast(data);
        case "Unsqueeze" -> data.with(call.unsqueezed(data.tensor()));
        case "Squeeze" -> data.with(call.squeezed(data.tensor()));
        case "Reshape" -> data.with(call.reshaped(data.tensor()));
        case "Flatten" -> data.with(call.flattened(data.tensor()));
        case "Transpose" -> data.with(call.transposed(data.tensor()));
        case "Concat" -> data.with(call.concatenated());
        case "Slice" -> data.with(call.sliced(data.tensor()));
        default -> data.with(call.split(data.tensor(), output));
      };
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      // Tensor's own checks find what does not fit together.
      WeightFormatException fault =
          constants.fault(node, "does not fit its inputs: " + e.getMessage());
      fault.initCause(e);
      throw fault;
    }
  }

  /// A node with its inputs.
  private final class Call {
    private final Scope scope;
    private final Node node;
    private final List<@Nullable Constant> inputs;

    Call(Scope scope, Node node, List<@Nullable Constant> inputs) {
      this.scope = scope;
      this.node = node;
      this.inputs = inputs;
    }

    Constant input(int index) throws WeightFormatException {
      Constant input = index < inputs.size() ? inputs.get(index) : null;
      if (input == null) {
        throw constants.fault(node, "has no input %d, expected one".formatted(index));
      }
      return input;
    }

    /// Returns integers from an input, or from an attribute as in older versions, or null.
    private long @Nullable [] integers(int index, String attribute) throws WeightFormatException {
      if (index < inputs.size() && inputs.get(index) != null) {
        return input(index).integers();
      }
      Attribute older = scope.attribute(node, attribute);
      return older == null ? null : older.integers().stream().mapToLong(Long::longValue).toArray();
    }

    private long[] required(int index, String attribute) throws WeightFormatException {
      long[] integers = integers(index, attribute);
      if (integers == null) {
        throw constants.fault(node, "has no %s, expected them".formatted(attribute));
      }
      return integers;
    }

    private long integer(String attribute, long missing) throws WeightFormatException {
      Attribute found = scope.attribute(node, attribute);
      return found == null ? missing : found.integer();
    }

    private int axis(long axis, int dims) {
      long counted = axis < 0 ? axis + dims : axis;
      if (counted < 0 || counted >= dims) {
        throw new IllegalArgumentException(
            "axis is %d, expected one of %d dimensions".formatted(axis, dims));
      }
      return (int) counted;
    }

    Constant cast(Constant data) throws WeightFormatException {
      long code = integer("to", 0);
      OnnxType to = OnnxType.of((int) code);
      if (to == null) {
        throw constants.fault(
            node,
            "converts to type %d, expected floating point numbers or integers".formatted(code));
      }
      return Cast.apply(data, to);
    }

    Tensor unsqueezed(Tensor data) throws WeightFormatException {
      long[] axes = required(1, "axes");
      int dims = data.dim() + axes.length;
      Tensor result = data;
      for (int axis : Arrays.stream(axes).mapToInt(axis -> axis(axis, dims)).sorted().toArray()) {
        result = result.unsqueeze(axis);
      }
      return result;
    }

    Tensor squeezed(Tensor data) throws WeightFormatException {
      long[] given = integers(1, "axes");
      int[] axes =
          given == null
              ? IntStream.range(0, data.dim()).filter(d -> data.size(d) == 1).toArray()
              : Arrays.stream(given).mapToInt(axis -> axis(axis, data.dim())).sorted().toArray();
      Tensor result = data;
      for (int i = axes.length - 1; i >= 0; i--) {
        if (data.size(axes[i]) != 1) {
          throw new IllegalArgumentException(
              "axis %d of shape %s is squeezed, expected size 1".formatted(axes[i], data.shape()));
        }
        result = result.squeeze(axes[i]);
      }
      return result;
    }

    Tensor reshaped(Tensor data) throws WeightFormatException {
      long[] wanted = required(1, "shape");
      boolean keepsZero = integer("allowzero", 0) != 0;
      var sizes = new int[wanted.length];
      for (int d = 0; d < sizes.length; d++) {
        sizes[d] =
            wanted[d] == 0 && !keepsZero
                ? data.size(axis(d, data.dim()))
                : Math.toIntExact(wanted[d]);
      }
      return data.reshape(sizes);
    }

    Tensor flattened(Tensor data) throws WeightFormatException {
      long axis = integer("axis", 1);
      int from = axis == data.dim() ? data.dim() : axis(axis, data.dim());
      int rows = 1;
      for (int d = 0; d < from; d++) {
        rows *= data.size(d);
      }
      return data.reshape(rows, rows == 0 ? 0 : data.numel() / rows);
    }

    Tensor transposed(Tensor data) throws WeightFormatException {
      long[] given = integers(Integer.MAX_VALUE, "perm");
      int dims = data.dim();
      var order = new int[dims];
      for (int d = 0; d < dims; d++) {
        order[d] = given == null ? dims - 1 - d : Math.toIntExact(given[d]);
      }
      if (!Arrays.equals(
              Arrays.stream(order).sorted().toArray(), IntStream.range(0, dims).toArray())
          || (given != null && given.length != dims)) {
        throw new IllegalArgumentException(
            "perm is %s, expected an order of %d dimensions"
                .formatted(Arrays.toString(given), dims));
      }
      Tensor result = data;
      // By exchanges: what belongs at d is brought there, and what was there goes to its place.
      var at = IntStream.range(0, dims).toArray();
      for (int d = 0; d < dims; d++) {
        int from = d;
        while (at[from] != order[d]) {
          from++;
        }
        if (from != d) {
          result = result.transpose(d, from);
          at[from] = at[d];
          at[d] = order[d];
        }
      }
      return result;
    }

    Tensor concatenated() throws WeightFormatException {
      List<Tensor> parts = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        if (input(i).type() != input(0).type()) {
          throw new IllegalArgumentException(
              "input %d has type %s, expected %s".formatted(i, input(i).type(), input(0).type()));
        }
        parts.add(input(i).tensor());
      }
      return Tensor.concat(axis(integer("axis", 1), parts.getFirst().dim()), parts);
    }

    Tensor sliced(Tensor data) throws WeightFormatException {
      long[] starts = required(1, "starts");
      long[] ends = required(2, "ends");
      long[] axes = integers(3, "axes");
      long[] steps = integers(4, "steps");
      Tensor result = data;
      for (int i = 0; i < starts.length; i++) {
        int axis = axis(axes == null ? i : axes[i], data.dim());
        result = sliced(result, axis, starts[i], ends[i], steps == null ? 1 : steps[i]);
      }
      return result;
    }

    private static Tensor sliced(Tensor data, int axis, long start, long end, long step) {
      int size = data.size(axis);
      if (step == 0) {
        throw new IllegalArgumentException("a step is 0, expected another");
      }
      long low = step > 0 ? 0 : -1;
      long high = step > 0 ? size : size - 1L;
      long from = Math.clamp(start < 0 ? start + size : start, Math.max(low, 0), Math.max(high, 0));
      long to = Math.clamp(end < 0 ? end + size : end, low, Math.max(high, low));
      if (step == 1) {
        return data.slice(axis, (int) from, (int) Math.max(from, to));
      }
      // As many steps as fit; a step may be as large as an integer can be.
      long count = 0;
      if (size > 0 && (step > 0 ? from < to : from > to)) {
        long distance = Math.abs(to - from);
        long stride = step == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(step);
        count = (distance - 1) / stride + 1;
      }
      var index = new int[(int) count];
      for (int i = 0; i < index.length; i++) {
        index[i] = (int) (from + i * step);
      }
      return data.indexSelect(axis, Indices.of(index));
    }

    Tensor split(Tensor data, int output) throws WeightFormatException {
      int axis = axis(integer("axis", 0), data.dim());
      long[] sizes = integers(1, "split");
      if (sizes == null) {
        long parts = integer("num_outputs", node.outputs().size());
        if (parts < 1 || parts > data.size(axis)) {
          throw new IllegalArgumentException(
              "%d parts of %d, expected fewer".formatted(parts, data.size(axis)));
        }
        int part = (int) ((data.size(axis) + parts - 1) / parts);
        int begin = Math.min(output * part, data.size(axis));
        return data.slice(axis, begin, Math.min(begin + part, data.size(axis)));
      }
      int begin = 0;
      for (int i = 0; i < output; i++) {
        begin = Math.addExact(begin, Math.toIntExact(sizes[i]));
      }
      return data.slice(axis, begin, Math.addExact(begin, Math.toIntExact(sizes[output])));
    }
  }
}
