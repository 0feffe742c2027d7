package rnn4j.io.onnx;

import java.util.ArrayList;
import java.util.List;
import rnn4j.io.WeightFormatException;

/// A list of a short attribute, which a hostile file may make as long as itself.
final class Counted<T> {
  private static final int MAX = 10_000;

  private final OnnxBytes file;
  private final List<T> list = new ArrayList<>();
  private boolean tooLong;

  Counted(OnnxBytes file) {
    this.file = file;
  }

  void add(T value) {
    tooLong |= list.size() == MAX;
    if (!tooLong) {
      list.add(value);
    }
  }

  /// Refuses a list that had more values than are kept.
  void check() throws WeightFormatException {
    if (tooLong) {
      throw file.source()
          .fault("has an attribute with more than %d values, expected at most that".formatted(MAX));
    }
  }

  List<T> list() {
    return list;
  }
}
