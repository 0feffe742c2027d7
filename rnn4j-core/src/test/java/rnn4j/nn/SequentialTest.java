package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Samples;
import rnn4j.tensor.Tensor;

final class SequentialTest {

  @Test
  void outputIsThatOfTheLayersInTurn() {
    var random = TorchRandom.seed(0);
    var first = new Linear(3, 4, random);
    var second = new Linear(4, 2, random);
    Tensor input = Samples.uniform(DType.FLOAT32, 1, 5, 3);
    Tensor output = new Sequential(first, new Tanh(), second, new Sigmoid()).forward(input);
    assertThat(output.toFloatArray())
        .containsExactly(second.forward(first.forward(input).tanh()).sigmoid().toFloatArray());
  }

  @Test
  void withoutLayersTheOutputIsTheInput() {
    Tensor input = Samples.uniform(1, 2);
    assertThat(new Sequential().forward(input)).isSameAs(input);
    assertThat(new Sequential()).hasToString("Sequential()");
  }

  @Test
  void reluKeepsWhatIsPositive() {
    Tensor input = Tensor.of(new float[] {-1, -0f, 0, 2, Float.NaN}, 5);
    assertThat(new Relu().forward(input).toFloatArray()).containsExactly(0, 0, 0, 2, Float.NaN);
  }

  @Test
  void layersAreNamedByNumberAndPrintedAsPyTorchPrintsThem() {
    var random = TorchRandom.seed(0);
    var model =
        new Sequential(
            new Linear(3, 4, random),
            new Sequential(new Relu(), new Dropout(0.25, random)),
            new Tanh(),
            new Sigmoid());
    assertThat(model.namedParameters().keySet()).containsExactly("0.weight", "0.bias");
    assertThat(model)
        .hasToString(
            """
            Sequential(
              (0): Linear(in_features=3, out_features=4, bias=True)
              (1): Sequential(
                (0): ReLU()
                (1): Dropout(p=0.25, inplace=False)
              )
              (2): Tanh()
              (3): Sigmoid()
            )\
            """);
    model.eval();
    assertThat(model.layers().get(1).children().get("1"))
        .matches(dropout -> dropout != null && !dropout.isTraining());
  }
}
