package rnn4j.io.torch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rnn4j.io.ElementType;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.MappedFile;
import rnn4j.io.file.Quoted;
import rnn4j.io.file.Source;
import rnn4j.io.pickle.Interpreter;
import rnn4j.io.pickle.PickleInput;
import rnn4j.io.pickle.PickleReader;
import rnn4j.io.pickle.PyGlobal;
import rnn4j.io.pickle.PyList;

/// Reads the legacy files of `torch.save`, from before PyTorch 1.6: one after another the pickles
/// of a magic number, of the version, of the writing machine, of what was saved and of the
/// storages' keys; then of every storage the number of elements, in 8 bytes, and the elements.
final class LegacyReader {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long VERSION = 1001;

  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Source source;
  private final MappedFile file;
  private final PickleInput in;

  /// The storages that the pickle spoke of, by key.
  private final Map<String, TorchStorage> storages = new HashMap<>();

  private LegacyReader(Source source, MappedFile file) {
    this.source = source;
    this.file = file;
    this.in = new PickleInput(source, file.bytes());
  }

  /// Opens a file, which is closed with the result, and also if it cannot be opened.
  static TorchFile open(Source source, MappedFile file) throws WeightFormatException {
    try {
      return new LegacyReader(source, file).read();
    } catch (Throwable e) {
      file.close();
      throw e;
    }
  }

  private TorchFile read() throws WeightFormatException {
    var calls = new TorchCalls(source);
    if (!MAGIC.equals(PickleReader.read(in, calls))) {
      throw source.fault("begins with another number than files of torch.save, expected theirs");
    }
    Object version = PickleReader.read(in, calls);
    if (!version.equals(VERSION)) {
      throw source.fault(
          "has version %s, expected %d".formatted(Quoted.of(version.toString()), VERSION));
    }
    PickleReader.read(in, calls); // the machine's own byte order, which is not that of the file
    Object root = PickleReader.read(in, new Recording(calls));
    Object keys = PickleReader.read(in, calls);
    return new TorchFile(
        source,
        "PyTorch (legacy)",
        TorchWalk.content(source, root),
        new LegacyStorages(source, file, begins(keys)));
  }

  /// Remembers which storages the pickle speaks of.
  private final class Recording implements Interpreter {
    private final Interpreter calls;

    Recording(Interpreter calls) {
      this.calls = calls;
    }

    @Override
    public Object call(PyGlobal function, List<Object> arguments) throws WeightFormatException {
      return calls.call(function, arguments);
    }

    @Override
    public Object persistent(Object id) throws WeightFormatException {
      Object value = calls.persistent(id);
      if (value instanceof TorchStorage storage) {
        TorchStorage before = storages.putIfAbsent(storage.key(), storage);
        boolean same =
            before == null
                || (before.byteSize() == storage.byteSize() && before.type() == storage.type());
        if (!same) {
          throw source.fault(
              "storage %s has two sizes or types, expected one"
                  .formatted(Quoted.of(storage.key())));
        }
      }
      return value;
    }
  }

  /// Returns where the bytes of each storage begin.
  private Map<String, Long> begins(Object keys) throws WeightFormatException {
    if (!(keys instanceof PyList list)) {
      throw source.fault("has no list of storages after its pickle, expected one");
    }
    MemorySegment bytes = file.bytes();
    Map<String, Long> begins = new HashMap<>();
    long at = in.position();
    for (Object key : list.items()) {
      TorchStorage storage = key instanceof String text ? storages.get(text) : null;
      if (storage == null) {
        throw source.fault(
            "lists the storage %s, expected one of those that the pickle speaks of"
                .formatted(Quoted.of(key.toString())));
      }
      if (at > bytes.byteSize() - Long.BYTES) {
        throw source.fault(
            "ends before storage %s; it is cut short".formatted(Quoted.of(storage.key())));
      }
      long numel = bytes.get(LONG, at);
      at += Long.BYTES;
      ElementType type = storage.type();
      long expected = storage.byteSize() / (type == null ? 1 : type.bits() / Byte.SIZE);
      if (numel != expected) {
        throw source.fault(
            "storage %s has %d elements, expected %d"
                .formatted(Quoted.of(storage.key()), numel, expected));
      }
      if (storage.byteSize() > bytes.byteSize() - at) {
        throw source.fault(
            "storage %s has %d bytes, expected at most the %d that follow; the file is cut short"
                .formatted(Quoted.of(storage.key()), storage.byteSize(), bytes.byteSize() - at));
      }
      begins.put(storage.key(), at);
      at += storage.byteSize();
    }
    return begins;
  }
}
