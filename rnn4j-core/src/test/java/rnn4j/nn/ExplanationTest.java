package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rnn4j.cell.LayerNormLstmEquations;
import rnn4j.kernel.NoSpareMemory;
import rnn4j.kernel.choice.FloatKernelsChoice;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;
import rnn4j.tensor.Threads;

final class ExplanationTest {

  @Test
  void saysWhatRuns() {
    var lstm = new Lstm(LstmConfig.of(10, 20), TorchRandom.seed(0));
    assertThat(lstm.explain())
        .isEqualTo(
            """
            LSTM(10, 20)
            computes with %s
            weights are packed: at the first call, and again after each change of them; freeze() packs once
            layer 0, forward over time
              stage 1, values of 20
                one product of 4 x 20 with x (10), then h (20)
                then element by element, fused with the products block by block: 2 mul, 1 fma, 3 sigmoid, 2 tanh
              weights: 10 kB packed; a step of a sequence is 2,400 multiply-adds
            """
                .formatted(FloatKernelsChoice.explain()));
  }

  @Test
  void saysWhyThereAreStages() {
    var projected =
        new Lstm(
            LstmConfig.of(10, 20).withProjSize(5).withBidirectional(true), TorchRandom.seed(0));
    assertThat(projected.explain())
        .contains("layer 0, forward and backward over time")
        .contains("one product of 1 x 5 with a value of the step (20)")
        .contains("a stage begins where whole rows must be there: a projection, a norm");
    var normalised =
        new CellLayer(
            CellLayerConfig.of(new LayerNormLstmEquations(8, 1e-5), 4), TorchRandom.seed(0));
    assertThat(normalised.explain()).contains("of its rows before all else");
  }

  @Test
  void saysWhyItRunsSo() {
    var lstm = new Lstm(LstmConfig.of(64, 64), TorchRandom.seed(0));
    assertThat(lstm.explain(100, 1)).contains("since the batch is small");
    assertThat(lstm.explain(100, 32)).contains("since 32 sequences keep the processor busy");
    assertThat(lstm.freeze().explain(100, 1))
        .contains("once, when it was frozen")
        .doesNotContain("memory with gradients");
    var doubles = new Lstm(LstmConfig.of(2, 2).withDtype(DType.FLOAT64), TorchRandom.seed(0));
    assertThat(doubles.explain()).contains("loops in plain Java, since vector kernels are");
  }

  @Test
  void sizesAreChecked() {
    var lstm = new Lstm(LstmConfig.of(2, 2), TorchRandom.seed(0));
    assertThatThrownBy(() -> lstm.explain(-1, 2))
        .hasMessage("Lstm.explain: seqLen is -1, expected at least 0");
  }

  /// Oracle: the bytes that the JVM counts.
  @Tag("vector")
  @ParameterizedTest
  @CsvSource({"64, 100, 32", "100, 60, 32", "128, 50, 64"})
  void memoryIsWhatIsAllocated(int size, int seqLen, int batch) {
    int threads = Threads.count();
    Threads.set(1);
    try {
      var lstm = new Lstm(LstmConfig.of(size, size), TorchRandom.seed(0));
      Tensor input = Tensor.ones(seqLen, batch, size).requiresGrad(true);
      Tensor gradient = Tensor.ones(seqLen, batch, size);
      double said = megabytes(lstm.explain(seqLen, batch), "with gradients") * 1e6;
      double parameters = lstm.parameters().stream().mapToInt(Tensor::numel).sum() * 4.0;
      // Until the code is compiled, vectors are objects.
      double ratio = Double.POSITIVE_INFINITY;
      for (int round = 0; round < 200 && ratio > 1.5; round++) {
        NoSpareMemory.now();
        ratio = allocated(() -> train(lstm, input, gradient)) / (said + parameters);
      }
      assertThat(ratio).isBetween(0.9, 1.5);
    } finally {
      Threads.set(threads);
    }
  }

  private static double allocated(Runnable action) {
    var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = bean.getCurrentThreadAllocatedBytes();
    action.run();
    return bean.getCurrentThreadAllocatedBytes() - before;
  }

  private static void train(Lstm lstm, Tensor input, Tensor gradient) {
    lstm.parameters().forEach(parameter -> parameter.setGrad(null));
    input.setGrad(null);
    lstm.forward(input).output().backward(gradient);
  }

  private static double megabytes(String explanation, String which) {
    Matcher line = Pattern.compile("memory " + which + ": ([0-9,]+) (kB|MB)").matcher(explanation);
    assertThat(line.find()).isTrue();
    double number = Double.parseDouble(line.group(1).replace(",", ""));
    return line.group(2).equals("kB") ? number / 1000 : number;
  }
}
