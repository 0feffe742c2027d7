package rnn4j.benchmarks.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rnn4j.benchmarks.Case;
import rnn4j.benchmarks.Contestant;
import rnn4j.benchmarks.Kind;
import rnn4j.benchmarks.LstmWeights;

/// ONNX Runtime on a model of LSTM nodes, all optimisations on, input and output in direct buffers
/// that are made once. Inference only.
public final class OnnxRuntime implements Contestant {
  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  @Override
  public @Nullable Work prepare(Case shape, int threads) throws OrtException {
    if (shape.kind() == Kind.TRAINING || !shape.isCommon()) {
      return null;
    }
    var options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    OrtSession session = ENVIRONMENT.createSession(LstmModel.of(shape), options);
    float[] elements = LstmWeights.of(shape).input();
    OnnxTensor input = zeros(shape.seqLen(), shape.batch(), shape.inputSize());
    buffer(input).put(0, elements);
    return shape.kind() == Kind.STREAM
        ? new Stream(session, input, shape)
        : new Sequence(session, input, shape);
  }

  private static OnnxTensor zeros(long... dims) throws OrtException {
    int length = 1;
    for (long dim : dims) {
      length = Math.multiplyExact(length, Math.toIntExact(dim));
    }
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(length * 4).order(ByteOrder.nativeOrder()).asFloatBuffer();
    return OnnxTensor.createTensor(ENVIRONMENT, buffer, dims);
  }

  /// Returns the buffer that a tensor was made on.
  private static FloatBuffer buffer(OnnxTensor tensor) {
    return (FloatBuffer) tensor.getBufferRef().orElseThrow();
  }

  private static float[] elements(OnnxTensor tensor) {
    FloatBuffer buffer = tensor.getFloatBuffer();
    var elements = new float[buffer.remaining()];
    buffer.get(elements);
    return elements;
  }

  private static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Sequence implements Work {
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs;
    private final OnnxTensor output;
    private final Map<String, OnnxTensor> outputs;

    Sequence(OrtSession session, OnnxTensor input, Case shape) throws OrtException {
      this.session = session;
      this.inputs = Map.of("x", input);
      this.output = zeros(shape.seqLen(), shape.directions(), shape.batch(), shape.hiddenSize());
      this.outputs = Map.of("y", output);
    }

    @Override
    public void run() throws OrtException {
      session.run(inputs, outputs).close();
    }

    @Override
    public float[] results() throws OrtException {
      run();
      return elements(output);
    }

    @Override
    public void close() {
      OnnxRuntime.close(session);
    }
  }

  /// Has two pairs of buffers for the state, which are read and written in turn.
  private static final class Stream implements Work {
    private final OrtSession session;
    private final List<OnnxTensor> hidden = new ArrayList<>();
    private final List<Map<String, OnnxTensor>> inputs = new ArrayList<>();
    private final List<Map<String, OnnxTensor>> outputs = new ArrayList<>();
    private int turn;

    Stream(OrtSession session, OnnxTensor input, Case shape) throws OrtException {
      this.session = session;
      List<OnnxTensor> cell = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        hidden.add(zeros(1, shape.batch(), shape.hiddenSize()));
        cell.add(zeros(1, shape.batch(), shape.hiddenSize()));
      }
      for (int i = 0; i < 2; i++) {
        inputs.add(Map.of("x", input, "h0", hidden.get(i), "c0", cell.get(i)));
        outputs.add(Map.of("hn", hidden.get(1 - i), "cn", cell.get(1 - i)));
      }
    }

    @Override
    public void run() throws OrtException {
      session.run(inputs.get(turn), outputs.get(turn)).close();
      turn = 1 - turn;
    }

    @Override
    public float[] results() throws OrtException {
      for (int step = 0; step < 3; step++) {
        run();
      }
      return elements(hidden.get(turn));
    }

    @Override
    public void close() {
      OnnxRuntime.close(session);
    }
  }
}
