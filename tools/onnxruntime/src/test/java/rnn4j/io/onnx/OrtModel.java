package rnn4j.io.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import rnn4j.tensor.Tensor;

/// Runs models with ONNX Runtime.
final class OrtModel {
  private static final OrtEnvironment ENVIRONMENT =
      OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "rnn4j");

  private OrtModel() {}

  /// Returns a model's outputs by name.
  ///
  /// @param inputs tensors, or the lengths of sequences as an array of int
  static Map<String, Tensor> run(byte[] model, Map<String, Object> inputs) throws OrtException {
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = ENVIRONMENT.createSession(model, options)) {
        for (Map.Entry<String, Object> input : inputs.entrySet()) {
          given.put(input.getKey(), tensor(input.getValue()));
        }
        try (OrtSession.Result result = session.run(given)) {
          Map<String, Tensor> outputs = new LinkedHashMap<>();
          for (Map.Entry<String, OnnxValue> output : result) {
            outputs.put(output.getKey(), tensor((OnnxTensor) output.getValue()));
          }
          return outputs;
        }
      }
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor tensor(Object value) throws OrtException {
    if (value instanceof int[] lengths) {
      return OnnxTensor.createTensor(
          ENVIRONMENT, IntBuffer.wrap(lengths), new long[] {lengths.length});
    }
    Tensor tensor = (Tensor) value;
    int[] sizes = tensor.shape().toArray();
    long[] shape = new long[sizes.length];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = sizes[d];
    }
    return switch (tensor.dtype()) {
      case FLOAT32 ->
          OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(tensor.toFloatArray()), shape);
      case FLOAT64 ->
          OnnxTensor.createTensor(ENVIRONMENT, DoubleBuffer.wrap(tensor.toDoubleArray()), shape);
    };
  }

  private static Tensor tensor(OnnxTensor value) {
    long[] shape = value.getInfo().getShape();
    int[] sizes = new int[shape.length];
    for (int d = 0; d < sizes.length; d++) {
      sizes[d] = (int) shape[d];
    }
    if (value.getInfo().type == OnnxJavaType.DOUBLE) {
      DoubleBuffer buffer = value.getDoubleBuffer();
      var elements = new double[buffer.remaining()];
      buffer.get(elements);
      return Tensor.of(elements, sizes);
    }
    FloatBuffer buffer = value.getFloatBuffer();
    var elements = new float[buffer.remaining()];
    buffer.get(elements);
    return Tensor.of(elements, sizes);
  }
}
