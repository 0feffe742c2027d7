package rnn4j.io.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import rnn4j.io.Conversion;
import rnn4j.io.ModelFile;
import rnn4j.io.torch.Torch;

/// Files of `torch.save`.
final class TorchFormat implements WritableFormat {
  /// A pickle of protocol 2 whose first value is an integer of 10 bytes, the magic number.
  private static final byte[] LEGACY = {
    (byte) 0x80, 2, (byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a
  };

  @Override
  public String name() {
    return "PyTorch";
  }

  @Override
  public List<String> extensions() {
    return List.of("pt", "pth", "bin", "ckpt");
  }

  @Override
  public boolean recognises(FileHead head) {
    return head.zipNames().stream().anyMatch(name -> name.endsWith("/data.pkl"))
        || head.startsWith(LEGACY);
  }

  @Override
  public ModelFile open(Path path) throws IOException {
    return Torch.read(path);
  }

  @Override
  public Conversion write(ModelFile from, Path to) throws IOException {
    return Torch.write(from, to);
  }
}
