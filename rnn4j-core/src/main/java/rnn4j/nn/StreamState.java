package rnn4j.nn;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import rnn4j.kernel.Data;
import rnn4j.tensor.Shape;
import rnn4j.tensor.Tensor;

/// Where one stream of data stands: the states of all layers after its last step, such as an LSTM's
/// `h` and `c`. Made by [FrozenLayer#newStream()], moved on by [FrozenLayer#step(float[],
/// StreamState, float[])].
///
/// A small object: nothing but its numbers. One step at a time may move it on; who tries two at the
/// same time is told so.
public final class StreamState {
  private static final byte[] MAGIC = "rnn4jst1".getBytes(StandardCharsets.US_ASCII);
  private static final VarHandle BUSY;

  static {
    try {
      BUSY = MethodHandles.lookup().findVarHandle(StreamState.class, "busy", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final StateLayout layout;
  private final Data values;

  @SuppressWarnings("unused") // set through BUSY
  private boolean busy;

  StreamState(StateLayout layout, Data values) {
    this.layout = layout;
    this.values = values;
  }

  StateLayout layout() {
    return layout;
  }

  Data values() {
    return values;
  }

  /// Begins a step. Every call that returns must be followed by one of [#leave].
  ///
  /// @throws IllegalStateException if one is under way
  void enter() {
    if (!BUSY.compareAndSet(this, false, true)) {
      throw new IllegalStateException(
          "FrozenLayer.step: a stream is in two steps at the same time, expected one after another");
    }
  }

  void leave() {
    BUSY.setRelease(this, false);
  }

  /// Returns a copy of one state of one layer, (size).
  ///
  /// @param name as the cell names it, such as `h`
  /// @throws IllegalArgumentException if there is no such layer or state
  public Tensor state(int layer, String name) {
    int number = layout.names().indexOf(name);
    if (layer < 0 || layer >= layout.numLayers() || number < 0) {
      throw new IllegalArgumentException(
          "StreamState.state: layer is %d, state \"%s\", expected a layer below %d and one of %s"
              .formatted(layer, name, layout.numLayers(), layout.names()));
    }
    int size = layout.sizes().get(number);
    Data copy = values.zeros(size);
    values.copyTo(layout.offset(layer, number), copy, 0, size);
    return Tensor.wrap(copy, Shape.of(size));
  }

  /// Returns a copy that goes its own way.
  public StreamState copy() {
    return new StreamState(layout, values.copy());
  }

  /// Returns this state as bytes, the same on every machine; [FrozenLayer#streamOf(byte[])] reads
  /// them.
  ///
  /// They are: `rnn4jst1`, the length of a description in four bytes, the description, the numbers
  /// layer by layer, and the CRC-32 of all that; all little-endian.
  public byte[] toBytes() {
    byte[] head = head(layout);
    int width = width(layout);
    ByteBuffer bytes =
        ByteBuffer.allocate(head.length + values.length() * width + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(head);
    for (int i = 0; i < values.length(); i++) {
      if (width == Float.BYTES) {
        bytes.putFloat((float) values.get(i));
      } else {
        bytes.putDouble(values.get(i));
      }
    }
    return bytes.putInt(checksum(bytes)).array();
  }

  /// Reads what [#toBytes] wrote.
  ///
  /// @throws IllegalArgumentException if it is damaged, or of other layers
  static StreamState of(byte[] saved, StateLayout layout) {
    byte[] head = head(layout);
    ByteBuffer bytes = ByteBuffer.wrap(saved).order(ByteOrder.LITTLE_ENDIAN);
    if (saved.length < MAGIC.length
        || bytes.slice(0, MAGIC.length).mismatch(ByteBuffer.wrap(MAGIC)) >= 0) {
      throw damaged(saved.length + " bytes that do not begin with rnn4jst1");
    }
    if (saved.length < head.length
        || bytes.slice(0, head.length).mismatch(ByteBuffer.wrap(head)) >= 0) {
      throw damaged("the state of other layers, expected " + layout);
    }
    Data values = layout.zeros();
    int width = width(layout);
    int expected = head.length + values.length() * width + Integer.BYTES;
    if (saved.length != expected) {
      throw damaged(saved.length + " bytes, expected " + expected);
    }
    bytes.position(head.length);
    for (int i = 0; i < values.length(); i++) {
      values.set(i, width == Float.BYTES ? bytes.getFloat() : bytes.getDouble());
    }
    int checksum = checksum(bytes);
    if (bytes.getInt() != checksum) {
      throw damaged(saved.length + " bytes that do not match their checksum, expected those saved");
    }
    return new StreamState(layout, values);
  }

  private static IllegalArgumentException damaged(String found) {
    return new IllegalArgumentException("FrozenLayer.streamOf: found " + found);
  }

  private static byte[] head(StateLayout layout) {
    byte[] description = layout.toString().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(MAGIC.length + Integer.BYTES + description.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putInt(description.length)
        .put(description)
        .array();
  }

  private static int width(StateLayout layout) {
    return switch (layout.dtype()) {
      case FLOAT32 -> Float.BYTES;
      case FLOAT64 -> Double.BYTES;
    };
  }

  /// Returns the checksum of all bytes before the position.
  private static int checksum(ByteBuffer bytes) {
    var checksum = new CRC32();
    checksum.update(bytes.duplicate().flip());
    return (int) checksum.getValue();
  }
}
