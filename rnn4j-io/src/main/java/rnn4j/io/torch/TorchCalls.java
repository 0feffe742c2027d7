package rnn4j.io.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rnn4j.io.ElementType;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.Quoted;
import rnn4j.io.file.Source;
import rnn4j.io.pickle.Interpreter;
import rnn4j.io.pickle.PyDict;
import rnn4j.io.pickle.PyGlobal;
import rnn4j.io.pickle.PyList;
import rnn4j.io.pickle.PyNone;
import rnn4j.io.pickle.PyObject;

/// The functions that a pickle of `torch.save` may call, and what becomes of them here. Anything
/// else is refused by name.
final class TorchCalls implements Interpreter {
  /// What is kept as a name and its arguments, because nobody asks for more.
  private static final Set<String> KEPT =
      Set.of(
          "torch.device",
          "torch.serialization._get_layout",
          "torch.nn.backends.thnn._get_thnn_function_backend",
          "torch.jit._pickle.restore_type_tag",
          "numpy.dtype",
          "numpy.core.multiarray._reconstruct",
          "numpy._core.multiarray._reconstruct",
          "copy_reg._reconstructor",
          "copyreg._reconstructor",
          "builtins.complex",
          "__builtin__.complex",
          "builtins.slice",
          "__builtin__.slice",
          "pathlib.PosixPath",
          "pathlib.WindowsPath",
          "pathlib.PurePosixPath",
          "datetime.datetime",
          "datetime.date",
          "datetime.timedelta");

  private static final Set<String> LISTS =
      Set.of(
          "torch.Size",
          "builtins.set",
          "__builtin__.set",
          "builtins.frozenset",
          "__builtin__.frozenset",
          "builtins.list",
          "__builtin__.list",
          "torch.jit._pickle.build_intlist",
          "torch.jit._pickle.build_doublelist",
          "torch.jit._pickle.build_boollist",
          "torch.jit._pickle.build_tensorlist");

  private final Source source;
  private final TorchViews views;

  TorchCalls(Source source) {
    this.source = source;
    this.views = new TorchViews(source);
  }

  @Override
  public Object call(PyGlobal function, List<Object> arguments) throws WeightFormatException {
    String name = function.toString();
    if (KEPT.contains(name)) {
      return new PyObject(function, arguments);
    }
    if (LISTS.contains(name)) {
      return arguments.isEmpty() ? new PyList(new ArrayList<>()) : list(name, arguments, 0);
    }
    return switch (name) {
      case "collections.OrderedDict", "collections.Counter", "builtins.dict" ->
          dict(name, arguments.isEmpty() ? null : arguments.getFirst());
      case "collections.defaultdict" -> new PyDict();
      case "torch._utils._rebuild_tensor" -> tensor(name, arguments, 4, null);
      case "torch._utils._rebuild_tensor_v2" -> tensor(name, arguments, 6, null);
      case "torch._utils._rebuild_tensor_v3" ->
          tensor(name, arguments, 7, type(name, argument(name, arguments, 6)));
      case "torch._utils._rebuild_parameter",
          "torch._utils._rebuild_parameter_with_state",
          "torch.nn.parameter.Parameter",
          "torch.autograd.variable.Variable" ->
          argument(name, arguments, 0);
      case "torch._tensor._rebuild_from_type_v2",
          "torch._tensor._rebuild_from_type",
          "torch.tensor._rebuild_from_type" ->
          ofSubclass(name, arguments);
      case "_codecs.encode" -> encoded(name, arguments);
      case "builtins.bytearray", "__builtin__.bytearray" ->
          arguments.isEmpty() ? new byte[0] : argument(name, arguments, 0);
      case "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar" ->
          NumpyScalar.of(argument(name, arguments, 0), argument(name, arguments, 1));
      default ->
          throw source.fault(
              "calls %s, expected only what rebuilds tensors and plain containers; it is not run"
                  .formatted(Quoted.of(name)));
    };
  }

  // ---- Containers

  private PyDict dict(String name, @Nullable Object items) throws WeightFormatException {
    var dict = new PyDict();
    switch (items) {
      case null -> {}
      case PyDict other -> dict.items().putAll(other.items());
      case PyList pairs -> {
        for (Object pair : pairs.items()) {
          if (!(pair instanceof PyList two && two.items().size() == 2)) {
            throw misused(name, "items that are no pairs");
          }
          dict.items().put(two.items().getFirst(), two.items().getLast());
        }
      }
      default -> throw misused(name, "something else than items");
    }
    return dict;
  }

  private PyList list(String name, List<Object> arguments, int index) throws WeightFormatException {
    if (argument(name, arguments, index) instanceof PyList list) {
      return list;
    }
    throw misused(name, "an argument that is no list");
  }

  private byte[] encoded(String name, List<Object> arguments) throws WeightFormatException {
    if (argument(name, arguments, 0) instanceof String text) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
    throw misused(name, "an argument that is no string");
  }

  // ---- Tensors

  private TorchTensor tensor(
      String name, List<Object> arguments, int least, @Nullable ElementType type)
      throws WeightFormatException {
    argument(name, arguments, least - 1);
    if (!(arguments.getFirst() instanceof TorchStorage storage)) {
      throw misused(name, "no storage");
    }
    ElementType elements = type == null ? storage.type() : type;
    if (elements == null) {
      throw misused(name, "a storage of bytes without a type");
    }
    return views.checked(
        new TorchTensor(
            storage,
            elements,
            integer(name, arguments.get(1)),
            integers(name, arguments.get(2)),
            integers(name, arguments.get(3))));
  }

  /// What rebuilds a subclass of tensors: the function, the class, the arguments and a state.
  private Object ofSubclass(String name, List<Object> arguments) throws WeightFormatException {
    if (argument(name, arguments, 0) instanceof PyGlobal function
        && argument(name, arguments, 2) instanceof PyList list
        && !function.name().startsWith("_rebuild_from_type")) {
      return call(function, list.items());
    }
    throw misused(name, "no function and arguments");
  }

  private ElementType type(String name, Object dtype) throws WeightFormatException {
    if (dtype instanceof PyGlobal global && global.module().equals("torch")) {
      ElementType type = TorchType.ofDtype(global.name()).orElse(null);
      if (type != null) {
        return type;
      }
    }
    throw misused(name, "a type of elements that is not known");
  }

  private List<Long> integers(String name, Object value) throws WeightFormatException {
    List<Long> integers = new ArrayList<>();
    if (!(value instanceof PyList list)) {
      throw misused(name, "sizes that are no tuple");
    }
    if (list.items().size() > TorchViews.MAX_DIMENSIONS) {
      throw misused(name, "more than %d dimensions".formatted(TorchViews.MAX_DIMENSIONS));
    }
    for (Object item : list.items()) {
      integers.add(integer(name, item));
    }
    return integers;
  }

  private long integer(String name, Object value) throws WeightFormatException {
    if (value instanceof Long integer && integer >= 0) {
      return integer;
    }
    throw misused(name, "a size that is no integer from 0 to %d".formatted(Long.MAX_VALUE));
  }

  private Object argument(String name, List<Object> arguments, int index)
      throws WeightFormatException {
    if (index >= arguments.size()) {
      throw misused(name, "%d arguments, expected more".formatted(arguments.size()));
    }
    return arguments.get(index);
  }

  private WeightFormatException misused(String name, String fault) {
    return source.fault("calls %s with %s".formatted(name, fault));
  }

  // ---- What stands outside the pickle

  /// Returns the storage of an identifier: `('storage', type, key, device, numel)`, in legacy files
  /// followed by a view, `None` or `(key, offset, numel)`. Legacy files of whole modules also have
  /// `('module', class, file, source)`, which stands for the class.
  @Override
  public Object persistent(Object id) throws WeightFormatException {
    if (id instanceof PyList list && !list.items().isEmpty()) {
      List<Object> parts = list.items();
      if ("storage".equals(parts.getFirst()) && parts.size() >= 5) {
        return storage(parts);
      }
      if ("module".equals(parts.getFirst()) && parts.size() >= 2) {
        return parts.get(1);
      }
    }
    throw source.fault("refers to something outside that is no storage, expected one");
  }

  private TorchStorage storage(List<Object> parts) throws WeightFormatException {
    if (!(parts.get(1) instanceof PyGlobal global
        && parts.get(2) instanceof String key
        && parts.get(4) instanceof Long numel
        && numel >= 0)) {
      throw source.fault("refers to a storage, expected its type, key, device and size");
    }
    boolean untyped = global.toString().equals("torch.storage.UntypedStorage");
    ElementType type = untyped ? null : TorchType.ofStorage(global.name()).orElse(null);
    if (!untyped && (type == null || !global.module().startsWith("torch"))) {
      throw source.fault(
          "storage %s is a %s, expected one of floats, integers or truth values"
              .formatted(Quoted.of(key), Quoted.of(global.toString())));
    }
    int elementBytes = type == null ? 1 : type.bits() / Byte.SIZE;
    if (numel > Long.MAX_VALUE / elementBytes) {
      throw source.fault(
          "storage %s has %d elements, expected fewer".formatted(Quoted.of(key), numel));
    }
    long byteSize = numel * elementBytes;
    if (parts.size() > 5 && parts.get(5) instanceof PyList view) {
      return view(key, type, byteSize, elementBytes, view.items());
    }
    return new TorchStorage(key, type, byteSize, 0, byteSize);
  }

  private TorchStorage view(
      String key, @Nullable ElementType type, long byteSize, int elementBytes, List<Object> view)
      throws WeightFormatException {
    if (view.size() == 3
        && view.get(1) instanceof Long offset
        && view.get(2) instanceof Long numel
        && offset >= 0
        && numel >= 0
        && offset <= byteSize / elementBytes - numel) {
      return new TorchStorage(
          key, type, byteSize, offset * elementBytes, (offset + numel) * elementBytes);
    }
    throw source.fault(
        "storage %s is looked at outside of its %d bytes".formatted(Quoted.of(key), byteSize));
  }

  /// A number of NumPy, which older training programs leave in their checkpoints.
  private static final class NumpyScalar {

    /// Returns the number, or `None` if it has another type than floats and integers.
    static Object of(Object dtype, Object bytes) {
      if (!(dtype instanceof PyObject type
          && !type.arguments().isEmpty()
          && type.arguments().getFirst() instanceof String name
          && bytes instanceof byte[] raw)) {
        return PyNone.NONE;
      }
      ByteBuffer data = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
      return switch (name + " " + raw.length) {
        case "f8 8" -> data.getDouble();
        case "f4 4" -> (double) data.getFloat();
        case "i8 8" -> data.getLong();
        case "i4 4" -> (long) data.getInt();
        case "b1 1" -> data.get() != 0;
        default -> PyNone.NONE;
      };
    }
  }
}
