package rnn4j.io.file;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import rnn4j.io.WeightFormatException;

/// A zip archive that is open for reading, of which nothing is trusted: entries lie inside the
/// file, do not overlap, have different names, and unpack to no more than they say, see [#bytes].
/// Entries that are not compressed are read in place.
///
/// The library of the JDK says neither where an entry lies, which reading in place needs, nor
/// whether entries share bytes, which makes small files unpack to anything.
public final class ZipArchive implements AutoCloseable {
  /// Deflate cannot do better than 1032 bytes out of one; weights, that are not all alike, hardly
  /// get to 2.
  private static final int MAX_RATIO = 100;

  /// Up to here the ratio does not matter: an array of zeros is small, and harmless.
  private static final long HARMLESS_BYTES = 1 << 26;

  private final Source source;
  private final MappedFile file;
  private final Map<String, ZipEntry> entries;

  private ZipArchive(Source source, MappedFile file) throws WeightFormatException {
    this.source = source;
    this.file = file;
    this.entries =
        Collections.unmodifiableMap(new ZipDirectory(source, file.bytes()).checkedEntries());
  }

  /// Opens an archive.
  ///
  /// @throws WeightFormatException if it is none, or a bad one
  /// @throws IOException if the file cannot be read
  public static ZipArchive open(String where, Path path) throws IOException {
    return of(new Source(where, path), MappedFile.open(path));
  }

  /// Opens an archive; the file is closed with it, and also if it cannot be opened.
  ///
  /// @throws WeightFormatException if it is none, or a bad one
  public static ZipArchive of(Source source, MappedFile file) throws WeightFormatException {
    try {
      return new ZipArchive(source, file);
    } catch (Throwable e) {
      file.close();
      throw e;
    }
  }

  /// Returns the names of all entries, in the order of the directory.
  public Collection<String> names() {
    return entries.keySet();
  }

  /// Returns the entry of a name, or null if there is none.
  public @Nullable ZipEntry entry(String name) {
    return entries.get(name);
  }

  /// Returns the content of an entry after comparing it with its check sum.
  ///
  /// @throws WeightFormatException if it is damaged, or see [#uncheckedBytes]
  public MemorySegment bytes(ZipEntry entry) throws WeightFormatException {
    MemorySegment bytes = uncheckedBytes(entry);
    var crc = new CRC32();
    for (long at = 0; at < bytes.byteSize(); at += HARMLESS_BYTES) {
      crc.update(bytes.asSlice(at, Math.min(HARMLESS_BYTES, bytes.byteSize() - at)).asByteBuffer());
    }
    if ((int) crc.getValue() != entry.crc()) {
      throw source.fault(
          "entry %s has check sum %08x, expected %08x; it is damaged"
              .formatted(Quoted.of(entry.name()), crc.getValue(), entry.crc()));
    }
    return bytes;
  }

  /// Returns the content of an entry: in place if it is not compressed.
  ///
  /// @throws WeightFormatException if it is compressed in a way unknown, or unpacks to another
  ///   number of bytes than it says, or says more than a hundred times as many as it has
  public MemorySegment uncheckedBytes(ZipEntry entry) throws WeightFormatException {
    MemorySegment packed = file.bytes().asSlice(entry.begin(), entry.packedSize());
    return switch (entry.method()) {
      case ZipEntry.STORED -> {
        if (entry.size() != entry.packedSize()) {
          throw fault(
              entry,
              "has %d bytes, expected the %d that it says"
                  .formatted(entry.packedSize(), entry.size()));
        }
        yield packed;
      }
      case ZipEntry.DEFLATED -> MemorySegment.ofArray(inflate(entry, packed)).asReadOnly();
      default ->
          throw fault(
              entry,
              "is compressed by method %d, expected 0 (stored) or 8 (deflated)"
                  .formatted(entry.method()));
    };
  }

  private byte[] inflate(ZipEntry entry, MemorySegment packed) throws WeightFormatException {
    if (entry.size() > HARMLESS_BYTES && entry.size() / MAX_RATIO > entry.packedSize()) {
      throw fault(
          entry,
          "says that its %d bytes unpack to %d, expected at most %d times as many"
              .formatted(entry.packedSize(), entry.size(), MAX_RATIO));
    }
    if (entry.size() > Integer.MAX_VALUE - Long.BYTES || packed.byteSize() > Integer.MAX_VALUE) {
      throw fault(
          entry,
          "unpacks to %d bytes, expected fewer than 2^31; store it uncompressed"
              .formatted(entry.size()));
    }
    var content = new byte[(int) entry.size()];
    try (var inflater = new Inflater(true)) {
      inflater.setInput(packed.asByteBuffer());
      int done = 0;
      while (!inflater.finished()) {
        int more = inflater.inflate(content, done, content.length - done);
        done += more;
        if (more == 0 && !inflater.finished()) {
          throw fault(
              entry,
              done == content.length && !inflater.needsInput()
                  ? "unpacks to more than the %d bytes that it says".formatted(entry.size())
                  : "is cut short, it unpacks to %d of %d bytes".formatted(done, entry.size()));
        }
      }
      if (done != content.length) {
        throw fault(entry, "unpacks to %d bytes, expected %d".formatted(done, entry.size()));
      }
      return content;
    } catch (DataFormatException e) {
      WeightFormatException fault = fault(entry, "cannot be unpacked, expected deflated bytes");
      fault.initCause(e);
      throw fault;
    }
  }

  private WeightFormatException fault(ZipEntry entry, String fault) {
    return source.fault("entry %s %s".formatted(Quoted.of(entry.name()), fault));
  }

  @Override
  public void close() {
    file.close();
  }
}
