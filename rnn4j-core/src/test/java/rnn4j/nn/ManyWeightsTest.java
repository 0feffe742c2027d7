package rnn4j.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;
import rnn4j.tensor.Threads;
import rnn4j.threads.ShareAllWork;

/// A layer with more weights than caches hold: its products are computed in pieces, and those with
/// the input ahead. Oracle: the promised order of summation, to the last bit.
@ExtendWith(ShareAllWork.class)
final class ManyWeightsTest {
  private static final int INPUT = 3;
  private static final int HIDDEN = 2100;

  private final Rnn rnn =
      new Rnn(RnnConfig.of(INPUT, HIDDEN).withNonlinearity(Nonlinearity.RELU), TorchRandom.seed(1));
  private final TorchRandom random = TorchRandom.seed(2);

  @Test
  void sumsOfManyTermsKeepTheirOrder() {
    int batch = 8;
    Tensor input = uniform(1, batch, INPUT);
    Tensor state = uniform(1, batch, HIDDEN).requiresGrad(true);
    Tensor gradient = uniform(1, batch, HIDDEN);
    Tensor output = rnn.forward(input, state).output();
    output.backward(gradient);

    float[] sums = new float[batch * HIDDEN];
    float[] biasIh = elements("bias_ih_l0");
    float[] biasHh = elements("bias_hh_l0");
    for (int i = 0; i < sums.length; i++) {
      sums[i] = biasIh[i % HIDDEN] + biasHh[i % HIDDEN];
    }
    float[] weightHh = elements("weight_hh_l0");
    addProduct(sums, input.toFloatArray(), INPUT, elements("weight_ih_l0"), INPUT, 1);
    addProduct(sums, state.toFloatArray(), HIDDEN, weightHh, HIDDEN, 1);
    float[] ofSums = gradient.toFloatArray();
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Math.max(sums[i], 0);
      ofSums[i] = sums[i] > 0 ? ofSums[i] : 0;
    }
    float[] ofState = new float[batch * HIDDEN];
    addProduct(ofState, ofSums, HIDDEN, weightHh, 1, HIDDEN);

    assertThat(output.toFloatArray()).containsExactly(sums);
    assertThat(requireNonNull(state.grad()).toFloatArray()).containsExactly(ofState);
  }

  @Test
  void sequencesOnAnyThreadsAreTheirStepsOneByOne() {
    int seqLen = 3;
    Tensor input = uniform(seqLen, 20, INPUT);
    List<Tensor> steps = new ArrayList<>();
    Tensor state = Tensor.zeros(1, 20, HIDDEN);
    for (int t = 0; t < seqLen; t++) {
      RnnOutput step = rnn.forward(input.slice(0, t, t + 1), state);
      steps.add(step.output());
      state = step.h();
    }
    float[] expected = Tensor.concat(0, steps).toFloatArray();
    for (int count = 1; count <= 3; count++) {
      Threads.set(count);
      assertThat(rnn.forward(input).output().toFloatArray()).containsExactly(expected);
    }
  }

  /// Adds products with a matrix of the layer's units, whose terms lie `termStride` apart, and its
  /// units `unitStride`.
  private static void addProduct(
      float[] sums, float[] factors, int terms, float[] matrix, int unitStride, int termStride) {
    for (int i = 0; i < sums.length; i++) {
      int row = i / HIDDEN * terms;
      int unit = i % HIDDEN * unitStride;
      for (int k = 0; k < terms; k++) {
        sums[i] = Math.fma(factors[row + k], matrix[unit + k * termStride], sums[i]);
      }
    }
  }

  private Tensor uniform(int... shape) {
    return Init.uniform(Tensor.zeros(shape), -1, 1, random);
  }

  private float[] elements(String parameter) {
    return rnn.parameter(parameter).toFloatArray();
  }
}
