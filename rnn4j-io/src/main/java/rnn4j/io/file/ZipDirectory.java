package rnn4j.io.file;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rnn4j.io.WeightFormatException;

/// Reads and checks the directory at the end of a zip archive, in the 32-bit and the 64-bit form
/// (APPNOTE.TXT 6.3.10, sections 4.3 and 4.5.3).
final class ZipDirectory {
  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int MAX_COMMENT_BYTES = 0xffff;
  private static final int END_64 = 0x06064b50;
  private static final int END_64_BYTES = 56;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int LOCATOR_64_BYTES = 20;
  private static final int CENTRAL = 0x02014b50;
  private static final int CENTRAL_BYTES = 46;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_BYTES = 30;
  private static final int ZIP_64_FIELD = 1;
  private static final int ENCRYPTED = 1;

  /// Far more than any model has; keeps the memory that names take small.
  private static final int MAX_ENTRIES = 100_000;

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Source source;
  private final MemorySegment bytes;

  /// Where the directory lies.
  private record Place(long count, long begin, long end) {}

  ZipDirectory(Source source, MemorySegment bytes) {
    this.source = source;
    this.bytes = bytes;
  }

  /// Returns all entries by name, in the order of the directory.
  Map<String, ZipEntry> checkedEntries() throws WeightFormatException {
    Place place = place();
    if (place.count() > MAX_ENTRIES) {
      throw source.fault(
          "zip directory has %d entries, expected at most %d"
              .formatted(place.count(), MAX_ENTRIES));
    }
    var entries = new LinkedHashMap<String, ZipEntry>();
    long at = place.begin();
    for (int i = 0; i < place.count(); i++) {
      at = addEntry(at, place, entries);
    }
    if (at != place.end()) {
      throw source.fault(
          "zip directory has %d bytes after its last entry, expected none"
              .formatted(place.end() - at));
    }
    checkOverlap(entries);
    return entries;
  }

  private Place place() throws WeightFormatException {
    long end = end();
    long count = unsigned(bytes.get(SHORT, end + 10));
    long size = unsigned(bytes.get(INT, end + 12));
    long begin = unsigned(bytes.get(INT, end + 16));
    long directoryEnd = end;
    if (count == 0xffff || size == 0xffffffffL || begin == 0xffffffffL) {
      long end64 = end64(end);
      if (end64 >= 0) {
        count = bytes.get(LONG, end64 + 32);
        size = bytes.get(LONG, end64 + 40);
        begin = bytes.get(LONG, end64 + 48);
        directoryEnd = end64;
      }
    }
    if (begin < 0 || size < 0 || count < 0 || begin > directoryEnd - size) {
      throw source.fault(
          "zip directory of %d bytes begins at %d, expected it to end before %d"
              .formatted(size, begin, directoryEnd));
    }
    return new Place(count, begin, begin + size);
  }

  /// Returns where the end record is: its comment ends with the file.
  private long end() throws WeightFormatException {
    long last = bytes.byteSize() - END_BYTES;
    for (long at = last; at >= 0 && at >= last - MAX_COMMENT_BYTES; at--) {
      if (bytes.get(INT, at) == END && at + unsigned(bytes.get(SHORT, at + 20)) == last) {
        return at;
      }
    }
    throw source.fault("has no zip directory at its end, expected one; the file is cut short");
  }

  /// Returns where the 64-bit end record is, or -1 if there is none.
  private long end64(long end) throws WeightFormatException {
    long locator = end - LOCATOR_64_BYTES;
    if (locator < 0 || bytes.get(INT, locator) != LOCATOR_64) {
      return -1;
    }
    long end64 = bytes.get(LONG, locator + 8);
    if (end64 < 0 || end64 > locator - END_64_BYTES || bytes.get(INT, end64) != END_64) {
      throw source.fault(
          "zip directory of 64 bits is said to end at %d, expected its end record there"
              .formatted(end64));
    }
    return end64;
  }

  /// Adds the entry that is described at a place, and returns where the next one is.
  private long addEntry(long at, Place place, Map<String, ZipEntry> entries)
      throws WeightFormatException {
    if (at > place.end() - CENTRAL_BYTES || bytes.get(INT, at) != CENTRAL) {
      throw source.fault(
          "zip directory has no entry at byte %d, expected number %d of %d"
              .formatted(at, entries.size() + 1, place.count()));
    }
    int nameBytes = unsigned(bytes.get(SHORT, at + 28));
    int extraBytes = unsigned(bytes.get(SHORT, at + 30));
    int commentBytes = unsigned(bytes.get(SHORT, at + 32));
    long next = at + CENTRAL_BYTES + nameBytes + extraBytes + commentBytes;
    if (next > place.end()) {
      throw source.fault(
          "zip directory ends at byte %d, expected its entry at %d to end before"
              .formatted(place.end(), at));
    }
    String name = name(at + CENTRAL_BYTES, nameBytes);
    if ((bytes.get(SHORT, at + 8) & ENCRYPTED) != 0) {
      throw source.fault("entry %s is encrypted, expected no encryption".formatted(quoted(name)));
    }
    long extra = at + CENTRAL_BYTES + nameBytes;
    // Those of the 64-bit field are there in this order, each only if the 32-bit one is full.
    long[] sizes = {
      unsigned(bytes.get(INT, at + 24)),
      unsigned(bytes.get(INT, at + 20)),
      unsigned(bytes.get(INT, at + 42))
    };
    replaceBy64(name, extra, extra + extraBytes, sizes);
    ZipEntry entry =
        located(
            name,
            unsigned(bytes.get(SHORT, at + 10)),
            bytes.get(INT, at + 16),
            sizes[1],
            sizes[0],
            sizes[2],
            place.begin());
    if (entries.put(name, entry) != null) {
      throw source.fault("entry %s stands twice in the zip directory".formatted(quoted(name)));
    }
    return next;
  }

  private void replaceBy64(String name, long begin, long end, long[] sizes)
      throws WeightFormatException {
    long at = begin;
    while (at + 4 <= end) {
      int id = unsigned(bytes.get(SHORT, at));
      long fieldEnd = at + 4 + unsigned(bytes.get(SHORT, at + 2));
      if (id == ZIP_64_FIELD && fieldEnd <= end) {
        long value = at + 4;
        for (int i = 0; i < sizes.length; i++) {
          if (sizes[i] == 0xffffffffL) {
            if (value + Long.BYTES > fieldEnd) {
              throw source.fault(
                  "entry %s has no 64-bit size, expected one".formatted(quoted(name)));
            }
            sizes[i] = bytes.get(LONG, value);
            value += Long.BYTES;
          }
        }
        return;
      }
      at = fieldEnd;
    }
  }

  /// Returns the entry with the place of its bytes, after its local header, which has a name and
  /// extra fields of its own.
  private ZipEntry located(
      String name,
      int method,
      int crc,
      long packedSize,
      long size,
      long header,
      long directoryBegin)
      throws WeightFormatException {
    if (header < 0 || header > directoryBegin - LOCAL_BYTES || bytes.get(INT, header) != LOCAL) {
      throw source.fault(
          "entry %s is said to begin at byte %d, expected its header there"
              .formatted(quoted(name), header));
    }
    long begin =
        header
            + LOCAL_BYTES
            + unsigned(bytes.get(SHORT, header + 26))
            + unsigned(bytes.get(SHORT, header + 28));
    if (packedSize < 0 || size < 0 || begin > directoryBegin - packedSize) {
      throw source.fault(
          "entry %s has %d bytes from byte %d on, expected them to end before the zip directory at %d"
              .formatted(quoted(name), packedSize, begin, directoryBegin));
    }
    return new ZipEntry(name, method, crc, packedSize, size, header, begin);
  }

  private void checkOverlap(Map<String, ZipEntry> entries) throws WeightFormatException {
    List<ZipEntry> sorted = new ArrayList<>(entries.values());
    sorted.sort(Comparator.comparingLong(ZipEntry::header));
    for (int i = 1; i < sorted.size(); i++) {
      ZipEntry before = sorted.get(i - 1);
      ZipEntry entry = sorted.get(i);
      if (entry.header() < before.end()) {
        throw source.fault(
            "entry %s begins at byte %d, expected at least %d, where %s ends; there is an overlap"
                .formatted(
                    quoted(entry.name()), entry.header(), before.end(), quoted(before.name())));
      }
    }
  }

  private String name(long at, int length) throws WeightFormatException {
    var name = new byte[length];
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, name, 0, length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
    } catch (CharacterCodingException e) {
      WeightFormatException fault =
          source.fault("zip directory has a name at byte %d that is not UTF-8".formatted(at));
      fault.initCause(e);
      throw fault;
    }
  }

  private static String quoted(String name) {
    return Quoted.of(name);
  }

  private static int unsigned(short value) {
    return Short.toUnsignedInt(value);
  }

  private static long unsigned(int value) {
    return Integer.toUnsignedLong(value);
  }
}
