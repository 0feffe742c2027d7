package rnn4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rnn4j.cell.Initializer;
import rnn4j.cell.LstmEquations;
import rnn4j.cell.LstmOptions;
import rnn4j.cell.Value;
import rnn4j.nn.CellLayer;
import rnn4j.nn.CellLayerConfig;
import rnn4j.nn.CellOutput;
import rnn4j.nn.MseLoss;
import rnn4j.optim.Sgd;
import rnn4j.optim.SgdConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/// TensorFlow.js: training, with a sigmoid that is piecewise linear. The suite tells the models in
/// words, which stand here once more as code.
final class TensorFlowJsSuite implements ConformanceTest.Suite {
  private static final double TOLERANCE = 1e-4; // that of the suite

  @Override
  public boolean isExpressible(JsonNode test) {
    return test.path("test").stringValue().startsWith("LSTM");
  }

  @Override
  public void run(JsonNode test) {
    switch (test.path("test").stringValue()) {
      case "LSTM BPTT" -> trained(test);
      case "LSTM stateful BPTT" -> stateful(test);
      case "LSTM with mask (forward)" -> masked(test);
      case "LSTM BPTT with mask" -> trainedMasked(test);
      default -> throw new IllegalArgumentException("TensorFlowJsSuite: unknown case " + test);
    }
  }

  private static void trained(JsonNode test) {
    Network network = Network.of(4, 1, 0, 0);
    network.bias().set(Tensor.zeros(4)); // there is none, so it is not trained either
    Sgd sgd = sgd(test, List.of(network.kernel(), network.recurrent(), network.dense));
    for (int epoch = 0; epoch < test.path("epochs").intValue(); epoch++) {
      CellOutput out = network.lstm.forward(Tensor.ones(3, 5, 4));
      step(sgd, network.readOut(out), Tensor.ones(5, 1));
    }
    for (int k = 0; k < 4; k++) {
      assertClose(network.kernel().select(1, k), test, "kernel_each_row");
    }
    assertClose(network.recurrent(), test, "recurrent");
    assertClose(network.dense, test, "dense");
  }

  /// The state is carried from one half of the batch to the other.
  private static void stateful(JsonNode test) {
    Network network = Network.of(2, 5, 1, 1);
    Sgd sgd = sgd(test, network.parameters());
    Tensor x = Tensor.ones(3, 4, 2);
    Tensor y = Json.tensor(test.path("y"), 8, 1);
    CellOutput first = network.lstm.forward(x);
    double firstLoss = step(sgd, network.readOut(first), y.slice(0, 0, 4));
    Map<String, Tensor> carried = new HashMap<>();
    first.states().forEach((name, state) -> carried.put(name, state.detach()));
    CellOutput second = network.lstm.forward(x, carried);
    double secondLoss = step(sgd, network.readOut(second), y.slice(0, 4, 8));
    assertLoss((firstLoss + secondLoss) / 2, test, "history_loss");
  }

  private static void masked(JsonNode test) {
    assertClose(Masked.create().forward(), test, "output");
  }

  private static void trainedMasked(JsonNode test) {
    Masked masked = Masked.create();
    Sgd sgd = sgd(test, masked.parameters());
    Tensor y = Json.tensor(test.path("y"), 4, 1);
    for (int epoch = 1; epoch <= test.path("epochs").intValue(); epoch++) {
      double loss = step(sgd, masked.forward(), y);
      if (epoch >= 3) {
        assertLoss(loss, test, "loss_epoch_" + epoch);
      }
    }
  }

  private static Sgd sgd(JsonNode test, List<Tensor> parameters) {
    return new Sgd(parameters, SgdConfig.of().withLr(test.path("sgd_lr").doubleValue()));
  }

  /// Takes a step down the gradient of the squared error and returns the error before it.
  private static double step(Sgd sgd, Tensor output, Tensor target) {
    sgd.zeroGrad();
    Tensor loss = new MseLoss().forward(output, target);
    loss.backward();
    sgd.step();
    return loss.item();
  }

  private static void assertClose(Tensor actual, JsonNode test, String name) {
    Json.assertClose(actual, test.path(name), TOLERANCE, 0, name);
  }

  private static void assertLoss(double loss, JsonNode test, String name) {
    double tolerance = test.path("tolerance").doubleValue();
    assertThat(loss).as(name).isCloseTo(test.path(name).doubleValue(), within(tolerance));
  }

  /// An LSTM, of whose last hidden state one linear unit is read out.
  private record Network(CellLayer lstm, Tensor dense) {

    /// All weights of the LSTM start from one value, those of the linear unit from one. Of its two
    /// biases the second is zero and not trained; the first is one for the forget gate.
    static Network of(int inputSize, int units, double weight, double bias) {
      LstmOptions hard =
          LstmOptions.DEFAULT.withActivations(Network::hardSigmoid, Value::tanh, Value::tanh);
      var lstm =
          new CellLayer(
              CellLayerConfig.of(new LstmEquations(units, 0, true, hard), inputSize)
                  .withInitializer("weight_ih", Initializer.constant(weight))
                  .withInitializer("weight_hh", Initializer.constant(weight))
                  .withInitializer("bias_hh", Initializer.constant(0)),
              TorchRandom.seed(0));
      Tensor all = Tensor.full(DType.FLOAT32, bias, units);
      lstm.parameter("bias_ih_l0")
          .set(Tensor.concat(0, List.of(all, Tensor.ones(units), all, all)));
      return new Network(lstm, Tensor.ones(units, 1).requiresGrad(true));
    }

    private static Value hardSigmoid(Value x) {
      return x.times(0.2).plus(0.5).clip(0, 1);
    }

    Tensor kernel() {
      return lstm.parameter("weight_ih_l0");
    }

    Tensor recurrent() {
      return lstm.parameter("weight_hh_l0");
    }

    Tensor bias() {
      return lstm.parameter("bias_ih_l0");
    }

    List<Tensor> parameters() {
      return List.of(kernel(), recurrent(), bias(), dense);
    }

    Tensor readOut(CellOutput out) {
      return out.last("h").matmul(dense);
    }
  }

  /// The network of the masked cases: tokens are embedded, token 0 is padding, and the linear unit
  /// has a bias.
  private record Masked(Network network, Tensor embedding, Tensor offset) {

    /// Row `n` has the tokens 1 to `n`, then padding.
    private static final Indices TOKENS =
        Indices.of(new int[] {0, 0, 0, 1, 0, 0, 1, 2, 0, 1, 2, 3}, 4, 3);

    static Masked create() {
      return new Masked(
          Network.of(4, 3, 1, 0),
          Tensor.ones(10, 4).requiresGrad(true),
          Tensor.zeros(1).requiresGrad(true));
    }

    Tensor forward() {
      Tensor x = embedding.embedding(TOKENS).transpose(0, 1);
      CellOutput out = network.lstm.forward(x, new int[] {0, 1, 2, 3});
      return network.readOut(out).plus(offset);
    }

    List<Tensor> parameters() {
      return List.of(
          embedding, network.kernel(), network.recurrent(), network.bias(), network.dense, offset);
    }
  }
}
