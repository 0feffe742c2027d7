package rnn4j.io.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import rnn4j.io.Conversion;
import rnn4j.io.ModelFile;
import rnn4j.io.TensorInfo;
import rnn4j.io.file.AtomicFile;
import rnn4j.io.file.RawTensor;
import rnn4j.io.file.TensorBytes;
import rnn4j.io.file.ZipWriter;
import rnn4j.io.pickle.PickleWriter;

/// Writes a `state_dict` as `torch.save` does: an ordered dictionary of tensors, each with a
/// storage of its own, in the order in which they are given.
final class TorchWriter {
  private static final String FOLDER = "archive/";

  /// Long dictionaries are filled in parts, which keeps the reader's stack short.
  private static final int BATCH = 1000;

  private final List<RawTensor> tensors;

  TorchWriter(List<RawTensor> tensors) {
    this.tensors = tensors;
  }

  static Conversion convert(ModelFile from, Path to) throws IOException {
    List<RawTensor> tensors = new ArrayList<>();
    List<String> converted = new ArrayList<>();
    var leftOut = new LinkedHashMap<String, String>();
    for (String name : from.names()) {
      TensorInfo info = from.info(name);
      if (TorchType.storageOf(info.type()).isPresent()) {
        tensors.add(RawTensor.of(from, name));
        converted.add(info.label());
      } else {
        leftOut.put(info.label(), "a state_dict of PyTorch has no such type");
      }
    }
    if (!from.metadata().isEmpty()) {
      leftOut.put(
          "metadata (%d texts)".formatted(from.metadata().size()), "a state_dict has tensors only");
    }
    var writer = new TorchWriter(tensors);
    AtomicFile.write(to, writer::writeTo);
    return new Conversion(converted, leftOut);
  }

  void writeTo(WritableByteChannel out) throws IOException {
    var zip = new ZipWriter(out);
    zip.add(FOLDER + ZipReader.PICKLE, bytes(pickle()));
    zip.add(FOLDER + ".format_version", text("1"));
    zip.add(FOLDER + ".storage_alignment", text("64"));
    zip.add(FOLDER + "byteorder", text("little"));
    for (int key = 0; key < tensors.size(); key++) {
      zip.add(FOLDER + "data/" + key, tensors.get(key).content());
    }
    zip.add(FOLDER + "version", text("3\n"));
    zip.finish();
  }

  private static AtomicFile.Content text(String text) {
    return bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static AtomicFile.Content bytes(byte[] bytes) {
    return out -> TensorBytes.writeFully(ByteBuffer.wrap(bytes), out);
  }

  private byte[] pickle() {
    PickleWriter pickle = new PickleWriter();
    orderedDict(pickle);
    for (int key = 0; key < tensors.size(); key++) {
      if (key % BATCH == 0) {
        pickle.mark();
      }
      pickle.text(tensors.get(key).info().name());
      tensor(pickle, key, tensors.get(key).info());
      if (key % BATCH == BATCH - 1 || key == tensors.size() - 1) {
        pickle.setItems();
      }
    }
    return pickle.end();
  }

  private static void orderedDict(PickleWriter pickle) {
    pickle.global("collections", "OrderedDict").emptyTuple().call();
  }

  /// Calls `_rebuild_tensor_v2(storage, offset, size, stride, requires_grad, backward_hooks)`.
  private static void tensor(PickleWriter pickle, int key, TensorInfo info) {
    pickle.global("torch._utils", "_rebuild_tensor_v2").mark();
    pickle.mark().text("storage");
    pickle.global("torch", TorchType.storageOf(info.type()).orElseThrow());
    pickle.text(Integer.toString(key)).text("cpu").integer(info.numel()).tuple().persistent();
    pickle.integer(0).mark();
    info.shape().forEach(pickle::integer);
    pickle.tuple().mark();
    strides(info.shape()).forEach(pickle::integer);
    pickle.tuple().no();
    orderedDict(pickle);
    pickle.tuple().call();
  }

  private static List<Long> strides(List<Long> shape) {
    List<Long> strides = new ArrayList<>();
    long stride = 1;
    for (int d = shape.size() - 1; d >= 0; d--) {
      strides.addFirst(stride);
      stride *= Math.max(shape.get(d), 1);
    }
    return strides;
  }
}
