package rnn4j.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.kernel.Data;
import rnn4j.kernel.DoubleData;
import rnn4j.kernel.FloatData;
import rnn4j.random.TorchRandom;

/// A dense array of numbers in row-major order, and the operations on it.
///
/// Operations never change their operands; they return new tensors. Those that follow from a tensor
/// that [needs a gradient][#requiresGrad()] are recorded, and [#backward()] takes the gradient of a
/// scalar to all such tensors:
///
/// ```java
/// Tensor w = Tensor.of(new float[] {1, 2}, 2).requiresGrad(true);
/// w.times(w).sum().backward();
/// w.grad();                                   // 2 * w
/// ```
///
/// Two operands are broadcast as in PyTorch: aligned at the last dimension, a size of 1 is
/// repeated. They must have the same [DType]. Sums are in a fixed order, so that a result has the
/// same bits on every machine and with any number of threads.
///
/// Not thread-safe while it is changed or while gradients are taken.
public final class Tensor {
  private final Data data;
  private final Shape shape;
  private boolean requiresGrad;
  private @Nullable Tensor grad;
  private @Nullable Node node;
  private int resultIndex;

  Tensor(Data data, Shape shape) {
    this.data = data;
    this.shape = shape;
  }

  // ---- Creation

  /// Creates a tensor of single precision from a copy of the elements.
  ///
  /// @throws ShapeException if the shape has another number of elements
  public static Tensor of(float[] elements, int... shape) {
    return wrap(new FloatData(elements.clone()), Shape.of(shape));
  }

  /// Creates a tensor of double precision from a copy of the elements.
  ///
  /// @throws ShapeException if the shape has another number of elements
  public static Tensor of(double[] elements, int... shape) {
    return wrap(new DoubleData(elements.clone()), Shape.of(shape));
  }

  /// Creates a scalar of single precision.
  public static Tensor scalar(float value) {
    return of(new float[] {value});
  }

  /// Creates a scalar of double precision.
  public static Tensor scalar(double value) {
    return of(new double[] {value});
  }

  /// Creates zeros of single precision.
  public static Tensor zeros(int... shape) {
    return zeros(DType.FLOAT32, shape);
  }

  /// Creates zeros.
  public static Tensor zeros(DType dtype, int... shape) {
    Shape sizes = Shape.of(shape);
    return new Tensor(dtype.zeros(sizes.numel()), sizes);
  }

  /// Creates ones of single precision.
  public static Tensor ones(int... shape) {
    return full(DType.FLOAT32, 1, shape);
  }

  /// Creates a tensor whose elements all have one value.
  public static Tensor full(DType dtype, double value, int... shape) {
    Tensor tensor = zeros(dtype, shape);
    tensor.data.fill(0, tensor.numel(), value);
    return tensor;
  }

  /// Creates a tensor around elements without a copy. For the layers of this library.
  ///
  /// @throws ShapeException if the shape has another number of elements
  @SuppressWarnings("exports")
  public static Tensor wrap(Data data, Shape shape) {
    if (data.length() != shape.numel()) {
      throw new ShapeException(
          "Tensor.of: "
              + data.length()
              + " elements, expected "
              + shape.numel()
              + " for shape "
              + shape);
    }
    return new Tensor(data, shape);
  }

  // ---- What it is

  /// Returns the sizes.
  public Shape shape() {
    return shape;
  }

  /// Returns one size; a negative dimension counts from the end.
  public int size(int dim) {
    return shape.size(dim);
  }

  /// Returns the number of dimensions.
  public int dim() {
    return shape.dim();
  }

  /// Returns the number of elements.
  public int numel() {
    return shape.numel();
  }

  /// Returns the type of the elements.
  public DType dtype() {
    return DType.of(data);
  }

  /// Returns the elements themselves, not a copy. For the layers of this library; who changes them
  /// says so with [Data#changed()].
  @SuppressWarnings("exports")
  public Data data() {
    return data;
  }

  /// Returns one element.
  ///
  /// @param index one index for each dimension
  /// @throws ShapeException if there is no such element
  public double get(int... index) {
    if (index.length != dim()) {
      throw new ShapeException(
          "Tensor.get: " + index.length + " indices, expected " + dim() + " for shape " + shape);
    }
    int at = 0;
    for (int d = 0; d < index.length; d++) {
      if (index[d] < 0 || index[d] >= size(d)) {
        throw new ShapeException(
            "Tensor.get: index "
                + index[d]
                + " in dimension "
                + d
                + ", expected less than "
                + size(d));
      }
      at = at * size(d) + index[d];
    }
    return data.get(at);
  }

  /// Returns the only element.
  ///
  /// @throws ShapeException if there is not exactly one
  public double item() {
    if (numel() != 1) {
      throw new ShapeException("Tensor.item: shape is " + shape + ", expected one element");
    }
    return data.get(0);
  }

  /// Returns a copy of the elements, rounded to single precision if they have more.
  public float[] toFloatArray() {
    if (data instanceof FloatData floats) {
      return floats.array().clone();
    }
    var copy = new float[numel()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = (float) data.get(i);
    }
    return copy;
  }

  /// Returns a copy of the elements in double precision.
  public double[] toDoubleArray() {
    var copy = new double[numel()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = data.get(i);
    }
    return copy;
  }

  /// Returns a copy with elements of the given type, which is not recorded.
  public Tensor to(DType dtype) {
    if (dtype == dtype()) {
      return copy();
    }
    return switch (dtype) {
      case FLOAT32 -> new Tensor(new FloatData(toFloatArray()), shape);
      case FLOAT64 -> new Tensor(new DoubleData(toDoubleArray()), shape);
    };
  }

  /// Returns a copy of the elements, which is not recorded.
  public Tensor copy() {
    return new Tensor(data.copy(), shape);
  }

  /// Replaces all elements by those of another tensor. This is not recorded.
  ///
  /// @throws ShapeException if the shapes differ
  /// @throws IllegalArgumentException if the element types differ
  public void set(Tensor source) {
    if (!source.shape.equals(shape)) {
      throw new ShapeException(
          "Tensor.set: source has shape " + source.shape + ", expected " + shape);
    }
    requireSameType("set", source);
    source.data.copyTo(0, data, 0, numel());
    data.changed();
  }

  // ---- Gradients

  /// Returns whether gradients are taken to this tensor.
  public boolean requiresGrad() {
    return requiresGrad;
  }

  /// Says whether gradients are to be taken to this tensor, and returns it.
  ///
  /// @throws IllegalStateException if it is the result of a recorded operation
  public Tensor requiresGrad(boolean required) {
    if (node != null) {
      throw new IllegalStateException(
          "Tensor.requiresGrad: the tensor is the result of an operation, expected one that was"
              + " created; use detach()");
    }
    requiresGrad = required;
    return this;
  }

  /// Returns the gradient that [#backward()] has added up here, or null if there is none yet.
  @SuppressWarnings("exports") // of @Nullable, see module-info
  public @Nullable Tensor grad() {
    return grad;
  }

  /// Replaces the gradient.
  ///
  /// @throws ShapeException if it has another shape than this tensor
  /// @throws IllegalArgumentException if it has another element type
  @SuppressWarnings("exports") // of @Nullable, see module-info
  public void setGrad(@Nullable Tensor gradient) {
    if (gradient != null) {
      requireSameType("setGrad", gradient);
      if (!gradient.shape.equals(shape)) {
        throw new ShapeException(
            "Tensor.setGrad: gradient has shape " + gradient.shape + ", expected " + shape);
      }
    }
    grad = gradient;
  }

  /// Takes the gradient of this scalar with respect to every tensor that needs one, and adds it to
  /// their [#grad()].
  ///
  /// @throws ShapeException if this is not a scalar
  /// @throws IllegalStateException if this does not depend on a tensor that needs a gradient, or a
  ///   parameter or the input of a recurrent layer was changed in place since the layer ran
  public void backward() {
    if (numel() != 1) {
      throw new ShapeException(
          "Tensor.backward: shape is " + shape + ", expected one element; pass its gradient");
    }
    backward(full(dtype(), 1, shape.toArray()));
  }

  /// Takes the gradient of `sum(this * gradient)`.
  ///
  /// @param gradient of this tensor's shape and type
  /// @throws ShapeException if it has another shape
  /// @throws IllegalArgumentException if it has another element type
  /// @throws IllegalStateException if this does not depend on a tensor that needs a gradient, or a
  ///   parameter or the input of a recurrent layer was changed in place since the layer ran
  public void backward(Tensor gradient) {
    if (!requiresGrad) {
      throw new IllegalStateException(
          "Tensor.backward: the tensor does not depend on one that needs a gradient, or was"
              + " computed while recording was off");
    }
    if (!gradient.shape.equals(shape)) {
      throw new ShapeException(
          "Tensor.backward: gradient has shape " + gradient.shape + ", expected " + shape);
    }
    requireSameType("backward", gradient);
    Gradients.off(() -> Node.backward(this, gradient));
  }

  /// Returns a tensor that shares these elements and is not the result of any operation.
  public Tensor detach() {
    return new Tensor(data, shape);
  }

  @Nullable Node node() {
    return node;
  }

  int resultIndex() {
    return resultIndex;
  }

  void cameFrom(Node operation, int index) {
    node = operation;
    resultIndex = index;
    requiresGrad = true;
  }

  /// @param isNew whether no other tensor can have been given the same share
  void addToGrad(Tensor share, boolean isNew) {
    if (grad != null) {
      grad = grad.plus(share);
    } else {
      grad = isNew ? share : share.copy();
    }
  }

  void requireSameType(String where, Tensor other) {
    if (other.dtype() != dtype()) {
      throw new IllegalArgumentException(
          "Tensor."
              + where
              + ": other has type "
              + other.dtype()
              + ", expected "
              + dtype()
              + "; convert it with to(DType)");
    }
  }

  // ---- Arithmetic

  /// Returns `this + other`.
  public Tensor plus(Tensor other) {
    return Arithmetic.plus(this, other);
  }

  /// Returns `this + value`.
  public Tensor plus(double value) {
    return Arithmetic.scale(this, 1, value);
  }

  /// Returns `this - other`.
  public Tensor minus(Tensor other) {
    return Arithmetic.minus(this, other);
  }

  /// Returns `this - value`.
  public Tensor minus(double value) {
    return Arithmetic.scale(this, 1, -value);
  }

  /// Returns `this * other`, element by element.
  public Tensor times(Tensor other) {
    return Arithmetic.times(this, other);
  }

  /// Returns `this * value`.
  public Tensor times(double value) {
    return Arithmetic.scale(this, value, -0.0);
  }

  /// Returns `this / other`, element by element.
  public Tensor div(Tensor other) {
    return Arithmetic.div(this, other);
  }

  /// Returns `this / value`.
  public Tensor div(double value) {
    return Arithmetic.div(this, full(dtype(), value));
  }

  /// Returns `-this`.
  public Tensor neg() {
    return Arithmetic.scale(this, -1, -0.0);
  }

  // ---- Functions of each element

  /// Returns `1 / (1 + e^-x)`.
  public Tensor sigmoid() {
    return Functions.sigmoid(this);
  }

  /// Returns the hyperbolic tangent.
  public Tensor tanh() {
    return Functions.tanh(this);
  }

  /// Returns `max(x, 0)`.
  public Tensor relu() {
    return Functions.relu(this);
  }

  /// Returns `e^x`.
  public Tensor exp() {
    return Functions.exp(this);
  }

  /// Returns the natural logarithm.
  public Tensor log() {
    return Functions.log(this);
  }

  /// Returns `ln(1 + e^x)`, without overflow.
  public Tensor softplus() {
    return Functions.softplus(this);
  }

  /// Returns the square root.
  public Tensor sqrt() {
    return Functions.sqrt(this);
  }

  /// Returns the absolute value.
  public Tensor abs() {
    return Functions.abs(this);
  }

  /// Returns the elements limited to `[low, high]`.
  ///
  /// @throws IllegalArgumentException unless `low <= high`
  public Tensor clip(double low, double high) {
    return Functions.clip(this, low, high);
  }

  /// Returns `this` with each element zeroed with probability `p` and the others divided by `1 -
  /// p`.
  public Tensor dropout(double p, TorchRandom random) {
    return Functions.dropout(this, p, random);
  }

  // ---- Sums over dimensions

  /// Returns the sum of all elements, a scalar.
  public Tensor sum() {
    return Reductions.sum(this);
  }

  /// Returns the sums over some dimensions, which are left out of the result.
  public Tensor sum(int... dims) {
    return Reductions.sum(this, dims);
  }

  /// Returns the mean of all elements, a scalar.
  public Tensor mean() {
    return Reductions.mean(this);
  }

  /// Returns the means over some dimensions, which are left out of the result.
  public Tensor mean(int... dims) {
    return Reductions.mean(this, dims);
  }

  /// Returns `e^x / sum(e^x)` along a dimension.
  public Tensor softmax(int dim) {
    return Softmax.softmax(this, dim);
  }

  /// Returns the logarithm of [#softmax] along a dimension.
  public Tensor logSoftmax(int dim) {
    return Softmax.logSoftmax(this, dim);
  }

  /// Returns `(x - mean) / sqrt(variance + eps)`, with mean and variance of each row, the last
  /// dimension.
  public Tensor normalize(double eps) {
    return Normalization.normalize(this, eps);
  }

  // ---- Products

  /// Returns the matrix product. This is `(..., m, k)`; the other `(k, n)`, or `(..., k, n)` with
  /// the same leading sizes.
  ///
  /// @throws ShapeException if the shapes don't fit
  public Tensor matmul(Tensor other) {
    return MatrixProduct.matmul(this, other);
  }

  /// Returns `this * weight^T`, as `torch.nn.functional.linear`: `(..., k)` and `(n, k)` give
  /// `(..., n)`.
  ///
  /// @throws ShapeException if the shapes don't fit
  public Tensor linear(Tensor weight) {
    return MatrixProduct.linear(this, weight, null);
  }

  /// Returns `this * weight^T + bias`: `(..., k)`, `(n, k)` and `(n)` give `(..., n)`.
  ///
  /// @throws ShapeException if the shapes don't fit
  public Tensor linear(Tensor weight, Tensor bias) {
    return MatrixProduct.linear(this, weight, bias);
  }

  // ---- Layout

  /// Returns the same elements in another shape; one size may be -1 and is worked out.
  ///
  /// @throws ShapeException if the number of elements differs
  public Tensor reshape(int... sizes) {
    return Layout.reshape(this, sizes);
  }

  /// Returns this with two dimensions swapped.
  public Tensor transpose(int dim0, int dim1) {
    return Layout.transpose(this, dim0, dim1);
  }

  /// Returns this matrix with rows and columns swapped.
  public Tensor t() {
    return Layout.transpose(this, -2, -1);
  }

  /// Returns the elements `[from, to)` along a dimension.
  public Tensor slice(int dim, int from, int to) {
    return Layout.slice(this, dim, from, to);
  }

  /// Returns one element along a dimension, which is left out of the result. A negative index
  /// counts from the end.
  public Tensor select(int dim, int index) {
    return Layout.select(this, dim, index);
  }

  /// Returns `count` equal slices along a dimension.
  ///
  /// @throws ShapeException if the size cannot be divided so
  public List<Tensor> chunk(int count, int dim) {
    return Layout.chunk(this, count, dim);
  }

  /// Returns this with one more dimension of size 1, which stands at `dim`.
  public Tensor unsqueeze(int dim) {
    return Layout.unsqueeze(this, dim);
  }

  /// Returns this without a dimension of size 1.
  public Tensor squeeze(int dim) {
    return Layout.squeeze(this, dim);
  }

  /// Returns this repeated to a larger shape, as broadcasting would.
  public Tensor expand(int... sizes) {
    return Broadcast.expand(this, Shape.of(sizes));
  }

  /// Returns the tensors one after another along a dimension.
  public static Tensor concat(int dim, List<Tensor> tensors) {
    return Layout.concat(tensors, dim);
  }

  /// Returns the tensors side by side along a new dimension, which stands at `dim`.
  public static Tensor stack(int dim, List<Tensor> tensors) {
    return Layout.stack(tensors, dim);
  }

  // ---- Elements by number

  /// Returns the rows of this matrix that the indices name: `(n, d)` and `(...)` give `(..., d)`.
  public Tensor embedding(Indices indices) {
    return Indexing.embedding(this, indices, Indexing.NO_PADDING);
  }

  /// Returns rows as [#embedding(Indices)] does, and takes no gradient to one of them.
  ///
  /// @param paddingIdx the row without a gradient
  public Tensor embedding(Indices indices, int paddingIdx) {
    return Indexing.embedding(this, indices, paddingIdx);
  }

  /// Returns the slices along a dimension that the indices, a row of them, name.
  public Tensor indexSelect(int dim, Indices indices) {
    return Indexing.indexSelect(this, dim, indices);
  }

  /// Returns, for every index, the element that stands there along `dim` and at the index's own
  /// place along all others, as `torch.gather` does.
  public Tensor gather(int dim, Indices indices) {
    return Indexing.gather(this, dim, indices);
  }

  /// Returns the shape, the type and, of few elements, their values.
  @Override
  public String toString() {
    var text = new StringBuilder("Tensor").append(shape).append(' ').append(dtype());
    if (numel() <= 16) {
      text.append(' ');
      text.append(
          data instanceof FloatData floats
              ? java.util.Arrays.toString(floats.array())
              : java.util.Arrays.toString(toDoubleArray()));
    }
    return text.toString();
  }
}
