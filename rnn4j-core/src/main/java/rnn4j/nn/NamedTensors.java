package rnn4j.nn;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import rnn4j.tensor.DType;
import rnn4j.tensor.Shape;
import rnn4j.tensor.Tensor;

/// Tensors by name, whose elements are read when they are asked for: a state dictionary, or a file
/// that holds one.
public interface NamedTensors {

  /// Returns all names, in the order of the file.
  List<String> names();

  /// Returns the sizes of a tensor.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  Shape shape(String name);

  /// Returns the type that a tensor's elements have once it is read.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  DType dtype(String name);

  /// Reads a tensor.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  /// @throws IOException if it cannot be read
  Tensor tensor(String name) throws IOException;

  /// Returns tensors that are there already, such as a module's `stateDict()`.
  static NamedTensors of(Map<String, Tensor> tensors) {
    var copy = new LinkedHashMap<>(tensors);
    return new NamedTensors() {
      @Override
      public List<String> names() {
        return List.copyOf(copy.keySet());
      }

      @Override
      public Shape shape(String name) {
        return tensor(name).shape();
      }

      @Override
      public DType dtype(String name) {
        return tensor(name).dtype();
      }

      @Override
      public Tensor tensor(String name) {
        if (!copy.containsKey(name)) {
          throw new IllegalArgumentException(
              "NamedTensors: name is \"%s\", expected one of %s".formatted(name, copy.keySet()));
        }
        return Objects.requireNonNull(copy.get(name));
      }
    };
  }

  /// Returns the same tensors under other names.
  ///
  /// @param renamed from the new name to the name here, in the order that the new names are to have
  default NamedTensors renamed(Map<String, String> renamed) {
    var copy = new LinkedHashMap<>(renamed);
    NamedTensors here = this;
    return new NamedTensors() {
      @Override
      public List<String> names() {
        return List.copyOf(copy.keySet());
      }

      @Override
      public Shape shape(String name) {
        return here.shape(old(name));
      }

      @Override
      public DType dtype(String name) {
        return here.dtype(old(name));
      }

      @Override
      public Tensor tensor(String name) throws IOException {
        return here.tensor(old(name));
      }

      private String old(String name) {
        String old = copy.get(name);
        if (old == null) {
          throw new IllegalArgumentException(
              "NamedTensors: name is \"%s\", expected one of %s".formatted(name, copy.keySet()));
        }
        return old;
      }
    };
  }

  /// Reads all tensors, by name, in order.
  ///
  /// @throws IOException if one of them cannot be read
  default Map<String, Tensor> stateDict() throws IOException {
    var state = new LinkedHashMap<String, Tensor>();
    for (String name : names()) {
      state.put(name, tensor(name));
    }
    return state;
  }
}
