package rnn4j.io.onnx;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.Quoted;

/// Where the elements of a tensor lie in a file beside the model. A model could name any file of
/// the machine, so only one in the model's own folder, or below it, is opened.
final class ExternalData {
  private final OnnxBytes file;
  private final Map<String, String> entries = new HashMap<>();

  ExternalData(OnnxBytes file) {
    this.file = file;
  }

  /// Reads an entry, such as `location` = `weights.bin`.
  void add(Span span) throws WeightFormatException {
    file.count();
    String key = "";
    String value = "";
    ProtoFields fields = file.fields(span, "external data");
    while (fields.next()) {
      switch (fields.number()) {
        case 1 -> key = fields.text();
        case 2 -> value = fields.text();
        default -> {}
      }
    }
    entries.put(key, value);
  }

  /// Maps the elements.
  MemorySegment map(Arena arena, Function<String, WeightFormatException> fault) throws IOException {
    Path path = path(fault);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      file.external(size);
      long offset = number("offset", 0, fault);
      long length = number("length", Math.max(size - offset, 0), fault);
      if (offset > size || length > size - offset) {
        throw fault.apply(
            "has bytes [%d, %d + %d) of the %d of %s, expected those of the file"
                .formatted(offset, offset, length, size, path));
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, offset, length, arena);
    }
  }

  private Path path(Function<String, WeightFormatException> fault) throws IOException {
    String location = entries.getOrDefault("location", "");
    Path folder = file.folder();
    try {
      Path given = Path.of(location);
      if (!location.isEmpty() && !given.isAbsolute() && folder != null) {
        Path path = folder.resolve(given);
        if (!Files.exists(path)) {
          throw fault.apply(
              "has its elements in %s, expected that file beside the model"
                  .formatted(Quoted.of(location)));
        }
        // Links are followed before the question is asked.
        if (path.toRealPath().startsWith(folder.toRealPath()) && Files.isRegularFile(path)) {
          return path.toRealPath();
        }
      }
    } catch (InvalidPathException e) {
      throw causedBy(e, outside(location, fault));
    }
    throw outside(location, fault);
  }

  private static WeightFormatException causedBy(Exception cause, WeightFormatException fault) {
    fault.initCause(cause);
    return fault;
  }

  private static WeightFormatException outside(
      String location, Function<String, WeightFormatException> fault) {
    return fault.apply(
        "has its elements in %s, expected a file in the model's folder"
            .formatted(Quoted.of(location)));
  }

  private long number(String key, long missing, Function<String, WeightFormatException> fault)
      throws WeightFormatException {
    String text = entries.get(key);
    if (text == null) {
      return missing;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw causedBy(e, notANumber(key, text, fault));
    }
    throw notANumber(key, text, fault);
  }

  private static WeightFormatException notANumber(
      String key, String text, Function<String, WeightFormatException> fault) {
    return fault.apply(
        "has %s for the %s of its elements, expected a number of bytes"
            .formatted(Quoted.of(text), key));
  }
}
