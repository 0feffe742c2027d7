package rnn4j.benchmarks.onednn;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/// oneDNN's arrays, on the one engine that there is.
final class Memories {
  static final engine ENGINE = new engine(engine.kind.cpu, 0);
  static final stream STREAM = new stream(ENGINE);

  private Memories() {}

  static memory.desc description(memory.format_tag layout, long... dims) {
    return new memory.desc(dims, memory.data_type.f32, layout);
  }

  static memory zeros(memory.desc description) {
    var zeros = new memory(description, ENGINE);
    clear(zeros);
    return zeros;
  }

  static void clear(memory target) {
    Pointer.memset(target.get_data_handle(), 0, target.get_desc().get_size());
  }

  static memory of(memory.desc description, float[] elements) {
    memory filled = zeros(description);
    new FloatPointer(filled.get_data_handle()).put(elements, 0, elements.length);
    return filled;
  }

  static float[] elements(memory source, int length) {
    var elements = new float[length];
    new FloatPointer(source.get_data_handle()).get(elements, 0, length);
    return elements;
  }

  /// A copy into another layout.
  record Copy(reorder primitive, memory from, memory to) {
    static Copy of(memory from, memory.desc to) {
      memory target = zeros(to);
      return new Copy(new reorder(from, target), from, target);
    }

    void run() {
      primitive.execute(STREAM, from, to);
    }
  }
}
