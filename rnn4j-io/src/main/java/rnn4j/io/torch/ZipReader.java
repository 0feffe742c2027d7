package rnn4j.io.torch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.Quoted;
import rnn4j.io.file.Source;
import rnn4j.io.file.ZipArchive;
import rnn4j.io.file.ZipEntry;
import rnn4j.io.pickle.PickleInput;
import rnn4j.io.pickle.PickleReader;

/// Reads today's files of `torch.save`, since PyTorch 1.6, and those of `torch.jit.save`: zip
/// archives with a pickle in `data.pkl` and each storage in `data/KEY`, all in one folder.
final class ZipReader {
  /// The name of the pickle's entry.
  static final String PICKLE = "data.pkl";

  private static final long MAX_PICKLE_BYTES = 1 << 26;
  private static final long MAX_WORD_BYTES = 64;

  private ZipReader() {}

  /// Opens an archive, which is closed with the file, and also if it cannot be opened.
  static TorchFile open(Source source, ZipArchive zip) throws WeightFormatException {
    try {
      String pickle = pickle(source, zip);
      String folder = pickle.substring(0, pickle.length() - PICKLE.length());
      MemorySegment bytes = content(source, zip, pickle, MAX_PICKLE_BYTES);
      Object root = PickleReader.read(new PickleInput(source, bytes), new TorchCalls(source));
      String form = zip.entry(folder + "constants.pkl") == null ? "PyTorch" : "TorchScript";
      boolean bigEndian = isBigEndian(source, zip, folder);
      return new TorchFile(
          source,
          form,
          TorchWalk.content(source, root),
          new ZipStorages(source, zip, folder, bigEndian));
    } catch (Throwable e) {
      zip.close();
      throw e;
    }
  }

  private static String pickle(Source source, ZipArchive zip) throws WeightFormatException {
    String found = null;
    for (String name : zip.names()) {
      if (name.endsWith("/" + PICKLE) && name.indexOf('/') == name.lastIndexOf('/')) {
        if (found != null) {
          throw source.fault(
              "has entries %s and %s, expected one pickle"
                  .formatted(Quoted.of(found), Quoted.of(name)));
        }
        found = name;
      }
    }
    if (found == null) {
      throw source.fault("has no entry data.pkl in its folder, expected the pickle");
    }
    return found;
  }

  /// Files without the entry come from before big-endian machines could write them.
  private static boolean isBigEndian(Source source, ZipArchive zip, String folder)
      throws WeightFormatException {
    String name = folder + "byteorder";
    if (zip.entry(name) == null) {
      return false;
    }
    MemorySegment bytes = content(source, zip, name, MAX_WORD_BYTES);
    String order =
        new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1).strip();
    return switch (order) {
      case "little" -> false;
      case "big" -> true;
      default ->
          throw source.fault(
              "entry %s has %s, expected little or big"
                  .formatted(Quoted.of(name), Quoted.of(order)));
    };
  }

  private static MemorySegment content(Source source, ZipArchive zip, String name, long most)
      throws WeightFormatException {
    @Nullable ZipEntry entry = zip.entry(name);
    if (entry == null || entry.size() > most) {
      throw source.fault(
          "entry %s has %d bytes, expected at most %d"
              .formatted(Quoted.of(name), entry == null ? 0 : entry.size(), most));
    }
    return zip.uncheckedBytes(entry);
  }
}
