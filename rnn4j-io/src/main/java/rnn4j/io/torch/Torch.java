package rnn4j.io.torch;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Map;
import rnn4j.io.Conversion;
import rnn4j.io.ModelFile;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.AtomicFile;
import rnn4j.io.file.MappedFile;
import rnn4j.io.file.RawTensor;
import rnn4j.io.file.Source;
import rnn4j.io.file.ZipArchive;
import rnn4j.tensor.Tensor;

/// The files of `torch.save` (`.pt`, `.pth`, `.bin`, `.ckpt`).
public final class Torch {
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private Torch() {}

  /// Opens a file for reading and checks it: a `state_dict`, a checkpoint that has one somewhere
  /// inside, a whole module, or tensors in plain containers; in the zip form that PyTorch has
  /// written since 1.6 or the one before it; also a file of `torch.jit.save`.
  ///
  /// @throws WeightFormatException if the file is not as the format demands, or calls what does not
  ///   rebuild tensors and plain containers
  /// @throws IOException if it cannot be read
  public static TorchFile read(Path path) throws IOException {
    return open(new Source("Torch.read", path), MappedFile.open(path));
  }

  /// Opens a file, which is closed with the result, and also if it cannot be opened.
  static TorchFile open(Source source, MappedFile file) throws WeightFormatException {
    return isZip(file.bytes())
        ? ZipReader.open(source, ZipArchive.of(source, file))
        : LegacyReader.open(source, file);
  }

  private static boolean isZip(MemorySegment bytes) {
    return bytes.byteSize() >= ZIP.length
        && bytes.asSlice(0, ZIP.length).mismatch(MemorySegment.ofArray(ZIP)) == -1;
  }

  /// Writes tensors by name, such as a module's `stateDict()`, as a `state_dict` that
  /// `torch.load(path, weights_only=True)` opens.
  ///
  /// The file is written aside and renamed when it is complete and on the disk. What was there
  /// before is replaced, a symbolic link too.
  ///
  /// @throws IOException if the file cannot be written; no part of it is left then
  public static void write(Path path, Map<String, Tensor> tensors) throws IOException {
    var writer = new TorchWriter(RawTensor.of(tensors));
    AtomicFile.write(path, writer::writeTo);
  }

  /// Writes all tensors of an open file whose type PyTorch has, bit for bit.
  ///
  /// @return what was written and what could not be
  /// @throws IOException if the file cannot be read or written; no part of it is left then
  public static Conversion write(ModelFile from, Path to) throws IOException {
    return TorchWriter.convert(from, to);
  }
}
