package rnn4j.benchmarks.libtorch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LSTMOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.T_TensorT_TensorTensor_T_T;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import rnn4j.benchmarks.Case;
import rnn4j.benchmarks.Contestant;
import rnn4j.benchmarks.Layouts;
import rnn4j.benchmarks.LstmWeights;

/// PyTorch's C++ library, `torch::nn::LSTM`, as it is by default: with oneDNN.
public final class Libtorch implements Contestant {

  @Override
  public @Nullable Work prepare(Case shape, int threads) {
    if (!shape.isCommon()) {
      return null;
    }
    torch.set_num_threads(threads);
    var options = new LSTMOptions(shape.inputSize(), shape.hiddenSize());
    options.num_layers().put(shape.numLayers());
    options.bidirectional().put(shape.bidirectional());
    var lstm = new LSTMImpl(options);
    LstmWeights weights = LstmWeights.of(shape);
    TensorVector parameters = lstm.parameters();
    int rows = 4 * shape.hiddenSize();
    try (var _ = new NoGradGuard()) {
      for (int i = 0; i < weights.weightIh().length; i++) {
        int inputSize = shape.inputSize(i / shape.directions());
        parameters.get(4L * i).copy_(tensor(weights.weightIh()[i], rows, inputSize));
        parameters.get(4L * i + 1).copy_(tensor(weights.weightHh()[i], rows, shape.hiddenSize()));
        parameters.get(4L * i + 2).copy_(tensor(weights.biasIh()[i], rows));
        parameters.get(4L * i + 3).copy_(tensor(weights.biasHh()[i], rows));
      }
    }
    Tensor input = tensor(weights.input(), shape.seqLen(), shape.batch(), shape.inputSize());
    return switch (shape.kind()) {
      case STREAM -> new Stream(lstm, input, shape.hiddenSize());
      case INFERENCE -> new Inference(lstm, input);
      case TRAINING -> new Training(lstm, input);
    };
  }

  private static Tensor tensor(float[] elements, long... shape) {
    Tensor tensor = torch.empty(shape);
    tensor.data_ptr_float().put(elements, 0, elements.length);
    return tensor;
  }

  private static float[] elements(Tensor tensor) {
    Tensor contiguous = tensor.contiguous();
    var elements = new float[Math.toIntExact(contiguous.numel())];
    contiguous.data_ptr_float().get(elements);
    return elements;
  }

  private record Inference(LSTMImpl lstm, Tensor input) implements Work {
    @Override
    public void run() {
      try (var _ = new PointerScope();
          var _ = new NoGradGuard()) {
        lstm.forward(input);
      }
    }

    @Override
    public float[] results() {
      try (var _ = new PointerScope();
          var _ = new NoGradGuard()) {
        return elements(lstm.forward(input).get0());
      }
    }
  }

  private static final class Stream implements Work {
    private final LSTMImpl lstm;
    private final Tensor input;
    private T_TensorTensor_T state;

    Stream(LSTMImpl lstm, Tensor input, long hiddenSize) {
      this.lstm = lstm;
      this.input = input;
      this.state =
          new T_TensorTensor_T(torch.zeros(1, 1, hiddenSize), torch.zeros(1, 1, hiddenSize));
      state.retainReference();
    }

    @Override
    public void run() {
      try (var _ = new PointerScope();
          var _ = new NoGradGuard()) {
        T_TensorT_TensorTensor_T_T out = lstm.forward(input, state);
        var next = new T_TensorTensor_T(out.get1().get0(), out.get1().get1());
        next.retainReference();
        state.releaseReference();
        state = next;
      }
    }

    @Override
    public float[] results() {
      for (int step = 0; step < 3; step++) {
        run();
      }
      return elements(state.get0());
    }
  }

  private static final class Training implements Work {
    private final LSTMImpl lstm;
    private final Tensor input;

    Training(LSTMImpl lstm, Tensor input) {
      this.lstm = lstm;
      this.input = input.set_requires_grad(true);
    }

    @Override
    public void run() {
      try (var _ = new PointerScope()) {
        lstm.zero_grad(true);
        if (input.grad().defined()) {
          input.mutable_grad().zero_();
        }
        lstm.forward(input).get0().sum().backward();
      }
    }

    @Override
    public float[] results() {
      run();
      try (var _ = new NoGradGuard()) {
        float[] output = elements(lstm.forward(input).get0());
        return Layouts.concat(output, elements(input.grad()));
      }
    }
  }
}
