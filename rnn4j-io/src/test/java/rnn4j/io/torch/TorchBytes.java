package rnn4j.io.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.MappedFile;
import rnn4j.io.file.RawTensor;
import rnn4j.io.file.Source;
import rnn4j.io.file.ZipWriter;
import rnn4j.tensor.Tensor;

/// Files of `torch.save` in memory. Characters stand for bytes.
final class TorchBytes {
  /// The pickles in front of a legacy file's own: magic number, version, machine.
  static final String LEGACY =
      "\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.\u0080\u0002M\u00e9\u0003.}.";

  private TorchBytes() {}

  /// Returns a file of today's form with a storage named 0 of 8 bytes.
  static byte[] zip(String pickle) {
    return zip(Map.of("m/data.pkl", pickle, "m/data/0", "\0\0\0\0\0\0\0\0"));
  }

  static byte[] zip(Map<String, String> entries) {
    var bytes = new ByteArrayOutputStream();
    var zip = new ZipWriter(Channels.newChannel(bytes));
    try {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        byte[] content = bytes(entry.getValue());
        zip.add(entry.getKey(), out -> out.write(ByteBuffer.wrap(content)));
      }
      zip.finish();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  static byte[] bytes(String characters) {
    return characters.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] write(Map<String, Tensor> tensors) {
    var bytes = new ByteArrayOutputStream();
    try {
      new TorchWriter(RawTensor.of(tensors)).writeTo(Channels.newChannel(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  static TorchFile read(byte[] bytes) throws WeightFormatException {
    return Torch.open(new Source("Torch.read", Path.of("m.pt")), MappedFile.of(bytes));
  }

  /// Returns the pickle of a tensor.
  ///
  /// @param storage the pickle of the identifier, see [#storage]
  /// @param offset number, as are the sizes and strides
  static String tensor(String storage, long offset, String sizes, String strides) {
    return "ctorch._utils\n_rebuild_tensor_v2\n("
        + storage
        + "QI"
        + offset
        + "\n("
        + integers(sizes)
        + "t("
        + integers(strides)
        + "tI00\nNtR";
  }

  static String storage(String type, String key, String numel) {
    return "(S'storage'\nc" + type + "\nS'" + key + "'\nS'cpu'\nI" + numel + "\nt";
  }

  private static String integers(String list) {
    var integers = new StringBuilder();
    for (String integer : list.isEmpty() ? new String[0] : list.split(",", -1)) {
      integers.append('I').append(integer).append('\n');
    }
    return integers.toString();
  }
}
