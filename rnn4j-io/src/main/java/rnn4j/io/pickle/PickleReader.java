package rnn4j.io.pickle;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.Quoted;

/// Runs one pickle of protocol 0 to 5, on a stack as Python's `pickletools` describes it, and
/// returns what it builds: strings, [Long], [BigInteger], [Double], [Boolean], `byte[]`, [PyNone],
/// [PyList] (also for tuples and sets), [PyDict], [PyGlobal], [PyObject], and what the
/// [Interpreter] returns. No function is ever called here, and no class loaded.
///
/// It never recurses, and refuses pickles that push more than [#MAX_PUSHES] values or make more
/// than [#MAX_VALUES] containers, so that what it builds takes some 100 MB at worst.
public final class PickleReader {
  static final int MAX_PUSHES = 1 << 20;
  static final int MAX_VALUES = 1 << 19;
  private static final int MAX_NUMBER_BYTES = 1 << 10;
  private static final int MAX_PROTOCOL = 5;

  private final PickleInput in;
  private final Interpreter interpreter;
  private final PickleStack stack;
  private final PickleMemo memo;

  private PickleReader(PickleInput in, Interpreter interpreter) {
    this.in = in;
    this.interpreter = interpreter;
    this.stack = new PickleStack(in);
    this.memo = new PickleMemo(in);
  }

  /// Reads one pickle, and leaves the input behind it.
  ///
  /// @throws WeightFormatException if it is no pickle, or does what is not allowed
  public static Object read(PickleInput in, Interpreter interpreter) throws WeightFormatException {
    var reader = new PickleReader(in, interpreter);
    Object result = null;
    while (result == null) {
      result = reader.step(in.unsignedByte());
    }
    return result;
  }

  /// Runs one instruction, and returns the result of the pickle if it is the last one.
  private @Nullable Object step(int opcode) throws WeightFormatException {
    switch (opcode) {
      case '.' -> {
        return stack.pop();
      }
      case 0x80 -> proto(in.unsignedByte());
      case 0x95 -> in.signedLong(); // a frame is only a hint how much to read at once
      case '(' -> stack.mark();
      case '0' -> stack.popOrMark();
      case '1' -> stack.popToMark();
      case '2' -> stack.push(stack.peek());
      case 'N' -> stack.push(PyNone.NONE);
      case 0x88 -> stack.push(true);
      case 0x89 -> stack.push(false);
      case 'I' -> stack.push(integerLine(in.line()));
      case 'J' -> stack.push((long) in.signedInt());
      case 'K' -> stack.push((long) in.unsignedByte());
      case 'M' -> stack.push((long) in.unsignedShort());
      case 'L' -> stack.push(longLine(in.line()));
      case 0x8a -> stack.push(integer(in.unsignedByte()));
      case 0x8b -> stack.push(integer(in.signedInt()));
      case 'F' -> stack.push(floatLine(in.line()));
      case 'G' -> stack.push(in.float64());
      case 'S' -> stack.push(quotedLine(in.line()));
      case 'T' -> stack.push(latin1(in.bytes(in.unsignedInt())));
      case 'U' -> stack.push(latin1(in.bytes(in.unsignedByte())));
      case 'V' -> stack.push(plain(in.line()));
      case 'X' -> stack.push(in.utf8(in.unsignedInt()));
      case 0x8c -> stack.push(in.utf8(in.unsignedByte()));
      case 0x8d -> stack.push(in.utf8(in.signedLong()));
      case 'B' -> stack.push(in.bytes(in.unsignedInt()));
      case 'C' -> stack.push(in.bytes(in.unsignedByte()));
      case 0x8e, 0x96 -> stack.push(in.bytes(in.signedLong()));
      case ']', 0x8f -> stack.push(new PyList());
      case ')' -> stack.push(new PyList(List.of()));
      case 'l', 't', 0x91 -> stack.push(new PyList(stack.popToMark()));
      case 0x85 -> stack.push(new PyList(stack.pop(1)));
      case 0x86 -> stack.push(new PyList(stack.pop(2)));
      case 0x87 -> stack.push(new PyList(stack.pop(3)));
      case '}' -> stack.push(new PyDict());
      case 'd' -> {
        var dict = new PyDict();
        putAll(dict, stack.popToMark());
        stack.push(dict);
      }
      case 'a' -> append(stack.pop(1));
      case 'e', 0x90 -> append(stack.popToMark());
      case 's' -> setItems(stack.pop(2));
      case 'u' -> setItems(stack.popToMark());
      case 'p' -> memo.put(integerLine(in.line()), stack.peek());
      case 'q' -> memo.put((long) in.unsignedByte(), stack.peek());
      case 'r' -> memo.put(in.unsignedInt(), stack.peek());
      case 0x94 -> memo.add(stack.peek());
      case 'g' -> stack.push(memo.get(integerLine(in.line())));
      case 'h' -> stack.push(memo.get((long) in.unsignedByte()));
      case 'j' -> stack.push(memo.get(in.unsignedInt()));
      case 'c' -> stack.push(global(in.line(), in.line()));
      case 0x93 -> {
        List<Object> names = stack.pop(2);
        stack.push(global(names.getFirst(), names.getLast()));
      }
      case 'R' -> reduce(stack.pop(2));
      case 'i' -> {
        PyGlobal type = global(in.line(), in.line());
        stack.push(interpreter.call(type, stack.popToMark()));
      }
      case 'o' -> {
        List<Object> parts = stack.popToMark();
        PyGlobal type = function(parts.isEmpty() ? PyNone.NONE : parts.getFirst());
        stack.push(interpreter.call(type, parts.subList(1, parts.size())));
      }
      case 0x81 -> newObject(stack.pop(2));
      case 0x92 -> {
        Object keywords = stack.pop();
        if (!(keywords instanceof PyDict dict && dict.items().isEmpty())) {
          throw in.fault("makes an object from named arguments, expected none");
        }
        newObject(stack.pop(2));
      }
      case 'b' -> build(stack.pop());
      case 'P' -> stack.push(interpreter.persistent(in.line()));
      case 'Q' -> stack.push(interpreter.persistent(stack.pop()));
      default ->
          throw in.fault(
              "has the instruction 0x%02x, expected one that builds plain values"
                  .formatted(opcode));
    }
    return null;
  }

  private void proto(int protocol) throws WeightFormatException {
    if (protocol > MAX_PROTOCOL) {
      throw in.fault("has protocol %d, expected at most %d".formatted(protocol, MAX_PROTOCOL));
    }
  }

  // ---- Numbers and text

  private Object integerLine(String line) throws WeightFormatException {
    return switch (line) {
      case "00" -> false;
      case "01" -> true;
      default -> longLine(line);
    };
  }

  private Object longLine(String line) throws WeightFormatException {
    String digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
    try {
      if (digits.length() <= MAX_NUMBER_BYTES) {
        return small(new BigInteger(digits.strip()));
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw in.fault("has the number %s, expected an integer".formatted(Quoted.of(line)));
  }

  private Object integer(int length) throws WeightFormatException {
    if (length < 0 || length > MAX_NUMBER_BYTES) {
      throw in.fault(
          "has an integer of %s bytes, expected at most %d"
              .formatted(Integer.toUnsignedString(length), MAX_NUMBER_BYTES));
    }
    byte[] bytes = in.bytes(length);
    for (int i = 0; i < bytes.length / 2; i++) {
      byte swapped = bytes[i];
      bytes[i] = bytes[bytes.length - 1 - i];
      bytes[bytes.length - 1 - i] = swapped;
    }
    return bytes.length == 0 ? 0L : small(new BigInteger(bytes));
  }

  private static Object small(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private Object floatLine(String line) throws WeightFormatException {
    return switch (line) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        // Java would also take a type at the end, and hexadecimal digits.
        if (!line.matches("[-+0-9.eE]{1,64}")) {
          throw in.fault("has the number %s, expected a float".formatted(Quoted.of(line)));
        }
        try {
          yield Double.valueOf(line);
        } catch (NumberFormatException _) {
          throw in.fault("has the number %s, expected a float".formatted(Quoted.of(line)));
        }
      }
    };
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// Returns the text between quotation marks.
  private String quotedLine(String line) throws WeightFormatException {
    int last = line.length() - 1;
    boolean quoted =
        last >= 1
            && line.charAt(0) == line.charAt(last)
            && (line.charAt(0) == '\'' || line.charAt(0) == '"');
    if (!quoted) {
      throw in.fault(
          "has the string %s, expected one in quotation marks".formatted(Quoted.of(line)));
    }
    return plain(line.substring(1, last));
  }

  private String plain(String text) throws WeightFormatException {
    if (text.indexOf('\\') >= 0) {
      throw in.fault("has the string %s, expected one without escapes".formatted(Quoted.of(text)));
    }
    return text;
  }

  // ---- Containers

  private void append(List<Object> items) throws WeightFormatException {
    switch (stack.peek()) {
      case PyList list when list.items() instanceof ArrayList -> list.items().addAll(items);
      case PyObject object -> {
        for (Object item : items) {
          object.items().items().put((long) object.items().items().size(), item);
        }
      }
      case Object other -> throw in.fault("appends to %s, expected a list".formatted(text(other)));
    }
  }

  private void setItems(List<Object> items) throws WeightFormatException {
    switch (stack.peek()) {
      case PyDict dict -> putAll(dict, items);
      case PyObject object -> putAll(object.items(), items);
      case Object other ->
          throw in.fault("sets items of %s, expected a dictionary".formatted(text(other)));
    }
  }

  private void putAll(PyDict dict, List<Object> items) throws WeightFormatException {
    if (items.size() % 2 != 0) {
      throw in.fault("has a key without a value, expected pairs");
    }
    for (int i = 0; i < items.size(); i += 2) {
      dict.items().put(items.get(i), items.get(i + 1));
    }
  }

  // ---- Objects

  private PyGlobal global(Object module, Object name) throws WeightFormatException {
    if (module instanceof String m && name instanceof String n) {
      return new PyGlobal(m, n);
    }
    throw in.fault("has a name of %s and %s, expected strings".formatted(text(module), text(name)));
  }

  private PyGlobal function(Object function) throws WeightFormatException {
    if (function instanceof PyGlobal global) {
      return global;
    }
    throw in.fault("calls %s, expected the name of a function".formatted(text(function)));
  }

  private List<Object> arguments(Object arguments) throws WeightFormatException {
    if (arguments instanceof PyList list) {
      return list.items();
    }
    throw in.fault("has arguments of %s, expected a tuple".formatted(text(arguments)));
  }

  private void reduce(List<Object> call) throws WeightFormatException {
    stack.push(interpreter.call(function(call.getFirst()), arguments(call.getLast())));
  }

  private void newObject(List<Object> call) throws WeightFormatException {
    stack.push(new PyObject(function(call.getFirst()), arguments(call.getLast())));
  }

  private void build(Object state) throws WeightFormatException {
    switch (stack.peek()) {
      case PyObject object -> object.setState(state);
      case PyNone _, Boolean _, Number _, String _, byte[] _, PyGlobal _ ->
          throw in.fault("sets the state of %s, expected an object".formatted(text(stack.peek())));
      default -> {} // attributes of a container or tensor, such as versions of modules
    }
  }

  private static String text(Object value) {
    return switch (value) {
      case String text -> Quoted.of(text);
      case byte[] bytes -> bytes.length + " bytes";
      case PyGlobal global -> Quoted.of(global.toString());
      case PyObject object -> "a " + Quoted.of(object.type().toString());
      default -> Quoted.of(value.toString());
    };
  }
}
