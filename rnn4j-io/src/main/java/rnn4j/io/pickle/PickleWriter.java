package rnn4j.io.pickle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes the instructions of a pickle of protocol 2, the values' own before those that use them.
public final class PickleWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// Begins a pickle.
  public PickleWriter() {
    out.write(0x80);
    out.write(2);
  }

  /// Pushes a class or function.
  public PickleWriter global(String module, String name) {
    return instruction('c').line(module).line(name);
  }

  /// Pushes a string.
  ///
  /// @throws IllegalArgumentException if it is not well-formed Unicode
  public PickleWriter text(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          "PickleWriter: text has half a surrogate pair, expected Unicode");
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    instruction('X').number(Integer.BYTES, bytes.length).out.writeBytes(bytes);
    return this;
  }

  /// Pushes an integer.
  public PickleWriter integer(long value) {
    if (value >= 0 && value < 1 << Byte.SIZE) {
      return instruction('K').number(1, value);
    }
    if (value == (int) value) {
      return instruction('J').number(Integer.BYTES, value);
    }
    instruction(0x8a).out.write(Long.BYTES);
    return number(Long.BYTES, value);
  }

  /// Pushes false.
  public PickleWriter no() {
    return instruction(0x89);
  }

  /// Pushes an empty tuple.
  public PickleWriter emptyTuple() {
    return instruction(')');
  }

  /// Begins values to be put together.
  public PickleWriter mark() {
    return instruction('(');
  }

  /// Makes a tuple of all values after the mark.
  public PickleWriter tuple() {
    return instruction('t');
  }

  /// Replaces an identifier by what it stands for outside.
  public PickleWriter persistent() {
    return instruction('Q');
  }

  /// Replaces a function and a tuple of arguments by the result.
  public PickleWriter call() {
    return instruction('R');
  }

  /// Puts all keys and values after the mark into the dictionary before it.
  public PickleWriter setItems() {
    return instruction('u');
  }

  /// Ends the pickle and returns it.
  public byte[] end() {
    instruction('.');
    return out.toByteArray();
  }

  private PickleWriter instruction(int opcode) {
    out.write(opcode);
    return this;
  }

  private PickleWriter line(String text) {
    out.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  private PickleWriter number(int bytes, long value) {
    byte[] all =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    out.write(all, 0, bytes);
    return this;
  }
}
