package rnn4j.io.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/// Writes a zip archive whose entries are not compressed and begin at multiples of 64 bytes, so
/// that they can be read in place. The same entries give the same bytes.
///
/// Sizes of 64 bits are written for every entry, as they are allowed to be, and so there is one
/// form for files of any size (APPNOTE.TXT 6.3.10, sections 4.3 and 4.5.3).
public final class ZipWriter {
  private static final int ALIGNMENT = 64;
  private static final int VERSION = 45; // the first with sizes of 64 bits
  private static final int UTF_8 = 1 << 11;
  private static final int DATE = (1980 - 1980) << 9 | 1 << 5 | 1; // the first that there is
  private static final int FULL = 0xffffffff;
  private static final int LOCAL_BYTES = 30;
  private static final int LOCAL_64_BYTES = 20;

  /// A field for padding, as PyTorch has it.
  private static final int PADDING_FIELD = 'F' | 'B' << 8;

  private final WritableByteChannel out;
  private final List<Written> entries = new ArrayList<>();
  private long at;

  private record Written(String name, int crc, long size, long header) {

    byte[] nameBytes() {
      return name.getBytes(StandardCharsets.UTF_8);
    }
  }

  /// Writes to a channel, which stays open.
  public ZipWriter(WritableByteChannel out) {
    this.out = out;
  }

  /// Writes an entry. Its content is asked for twice, as its check sum comes first.
  ///
  /// @throws IOException if it cannot be written
  public void add(String name, AtomicFile.Content content) throws IOException {
    var counted = new Counting();
    content.writeTo(counted);
    var entry = new Written(name, (int) counted.crc.getValue(), counted.size, at);
    writeLocalHeader(entry);
    content.writeTo(out);
    at += entry.size;
    entries.add(entry);
  }

  /// Writes the directory, which ends the archive.
  ///
  /// @throws IOException if it cannot be written
  public void finish() throws IOException {
    long begin = at;
    for (Written entry : entries) {
      writeCentralHeader(entry);
    }
    long end = at;
    ByteBuffer bytes = buffer(56 + 20 + 22);
    bytes.putInt(0x06064b50).putLong(44).putShort((short) VERSION).putShort((short) VERSION);
    bytes.putInt(0).putInt(0).putLong(entries.size()).putLong(entries.size());
    bytes.putLong(end - begin).putLong(begin);
    bytes.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
    bytes.putInt(0x06054b50).putInt(0).putShort((short) FULL).putShort((short) FULL);
    bytes.putInt(FULL).putInt(FULL).putShort((short) 0);
    write(bytes);
  }

  private void writeLocalHeader(Written entry) throws IOException {
    int fixed = LOCAL_BYTES + entry.nameBytes().length + LOCAL_64_BYTES + 4;
    int padding = (int) Math.floorMod(-(at + fixed), (long) ALIGNMENT);
    ByteBuffer bytes = buffer(fixed + padding);
    bytes.putInt(0x04034b50).putShort((short) VERSION).putShort((short) UTF_8).putShort((short) 0);
    bytes.putShort((short) 0).putShort((short) DATE);
    bytes.putInt(entry.crc).putInt(FULL).putInt(FULL);
    bytes
        .putShort((short) entry.nameBytes().length)
        .putShort((short) (LOCAL_64_BYTES + 4 + padding));
    bytes.put(entry.nameBytes());
    bytes.putShort((short) 1).putShort((short) 16).putLong(entry.size).putLong(entry.size);
    bytes.putShort((short) PADDING_FIELD).putShort((short) padding);
    bytes.position(bytes.capacity());
    write(bytes);
  }

  private void writeCentralHeader(Written entry) throws IOException {
    ByteBuffer bytes = buffer(46 + entry.nameBytes().length + 28);
    bytes.putInt(0x02014b50).putShort((short) VERSION).putShort((short) VERSION);
    bytes.putShort((short) UTF_8).putShort((short) 0).putShort((short) 0).putShort((short) DATE);
    bytes.putInt(entry.crc).putInt(FULL).putInt(FULL);
    bytes.putShort((short) entry.nameBytes().length).putShort((short) 28).putShort((short) 0);
    bytes.putShort((short) 0).putShort((short) 0).putInt(0).putInt(FULL);
    bytes.put(entry.nameBytes());
    bytes.putShort((short) 1).putShort((short) 24);
    bytes.putLong(entry.size).putLong(entry.size).putLong(entry.header);
    write(bytes);
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void write(ByteBuffer bytes) throws IOException {
    bytes.flip();
    at += bytes.remaining();
    TensorBytes.writeFully(bytes, out);
  }

  /// Takes the check sum of what is written to it.
  private static final class Counting implements WritableByteChannel {
    private final CRC32 crc = new CRC32();
    private long size;

    @Override
    public int write(ByteBuffer bytes) {
      int count = bytes.remaining();
      crc.update(bytes);
      size += count;
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
