package rnn4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import rnn4j.cell.Cell;
import rnn4j.cell.GruOptions;
import rnn4j.cell.GruResetBeforeEquations;
import rnn4j.cell.LstmEquations;
import rnn4j.cell.LstmOptions;
import rnn4j.cell.RnnEquations;
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
  public void run(JsonNode test) {
    switch (test.path("test").stringValue()) {
      case "LSTM BPTT" -> trained(test, Network.of(Network.lstm(1, false), 1, 4, 0, 1), 1);
      case "GRU BPTT" -> trained(test, Network.of(Network.gru(1, false), 1, 4, 0, 1), 1);
      case "SimpleRNN BPTT" ->
          trained(test, Network.of(new RnnEquations(1, false, Value::tanh), 1, 4, 1, 1), 0);
      case "LSTM stateful BPTT" ->
          stateful(test, Network.of(Network.lstm(5, true), 5, 2, 1, 1).withBias(1));
      case "GRU stateful BPTT" -> stateful(test, Network.of(Network.gru(5, true), 5, 2, 1, 0));
      case "SimpleRNN stateful BPTT" ->
          stateful(test, Network.of(new RnnEquations(5, true, Value::tanh), 5, 2, 1, 0));
      case "LSTM with mask (forward)" -> masked(test);
      case "LSTM BPTT with mask" -> trainedMasked(test);
      default -> throw new IllegalArgumentException("TensorFlowJsSuite: unknown case " + test);
    }
  }

  /// @param target of every element
  private static void trained(JsonNode test, Network network, double target) {
    Sgd sgd = sgd(test, network.parameters());
    for (int epoch = 0; epoch < test.path("epochs").intValue(); epoch++) {
      CellOutput out = network.layer.forward(Tensor.ones(3, 5, 4));
      step(sgd, network.readOut(out), Tensor.full(DType.FLOAT32, target, 5, 1));
    }
    for (int k = 0; k < 4; k++) {
      assertClose(network.kernel().select(1, k), test, "kernel_each_row");
    }
    assertClose(network.recurrent(), test, "recurrent");
    assertClose(network.dense, test, "dense");
  }

  /// The state is carried from one half of the batch to the other.
  private static void stateful(JsonNode test, Network network) {
    Sgd sgd = sgd(test, network.parameters());
    Tensor x = Tensor.ones(3, 4, 2);
    Tensor y = Json.tensor(test.path("y"), 8, 1);
    CellOutput first = network.layer.forward(x);
    double firstLoss = step(sgd, network.readOut(first), y.slice(0, 0, 4));
    CellOutput second = network.layer.forward(x, first.detach().states());
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

  /// A recurrent layer, of whose last hidden state one linear unit is read out.
  private record Network(CellLayer layer, Tensor dense) {

    /// All weights of the layer start from one value, those of the linear unit from another, biases
    /// from zero.
    static Network of(Cell cell, int units, int inputSize, double weight, double dense) {
      var layer = new CellLayer(CellLayerConfig.of(cell, inputSize), TorchRandom.seed(0));
      layer
          .namedParameters()
          .forEach((name, parameter) -> fill(parameter, name.startsWith("bias") ? 0 : weight));
      return new Network(layer, Tensor.full(DType.FLOAT32, dense, units, 1).requiresGrad(true));
    }

    static Cell lstm(int units, boolean bias) {
      return new LstmEquations(
          units,
          0,
          bias,
          LstmOptions.DEFAULT.withActivations(Network::hardSigmoid, Value::tanh, Value::tanh));
    }

    static Cell gru(int units, boolean bias) {
      return new GruResetBeforeEquations(
          units, bias, GruOptions.DEFAULT.withActivations(Network::hardSigmoid, Value::tanh));
    }

    private static Value hardSigmoid(Value x) {
      return x.hardSigmoid(0.2, 0.5);
    }

    private static void fill(Tensor parameter, double value) {
      parameter.set(Tensor.full(parameter.dtype(), value, parameter.shape().toArray()));
    }

    /// Returns this with an LSTM's biases from a value, the forget gate's from one.
    Network withBias(double bias) {
      Tensor parameter = layer.parameter("bias_ih_l0");
      Tensor all = Tensor.full(DType.FLOAT32, bias, parameter.size(0) / 4);
      Tensor open = Tensor.ones(parameter.size(0) / 4);
      parameter.set(Tensor.concat(0, List.of(all, open, all, all)));
      return this;
    }

    /// Returns the input's weights, gates in Keras's order.
    Tensor kernel() {
      Tensor kernel = layer.parameter("weight_ih_l0").detach();
      return isGru() ? zrn(kernel.chunk(3, 0)) : kernel;
    }

    /// Returns the state's weights, gates in Keras's order.
    Tensor recurrent() {
      Tensor recurrent = layer.parameter("weight_hh_l0").detach();
      if (!isGru()) {
        return recurrent;
      }
      List<Tensor> rz = recurrent.chunk(2, 0);
      return zrn(List.of(rz.get(0), rz.get(1), layer.parameter("weight_hn_l0").detach()));
    }

    private boolean isGru() {
      return layer.namedParameters().containsKey("weight_hn_l0");
    }

    private static Tensor zrn(List<Tensor> rzn) {
      return Tensor.concat(0, List.of(rzn.get(1), rzn.get(0), rzn.get(2)));
    }

    /// Returns what is trained; of two biases that are added one stays zero.
    List<Tensor> parameters() {
      List<Tensor> trained = new ArrayList<>(List.of(dense));
      layer
          .namedParameters()
          .forEach((name, parameter) -> {
            if (!name.equals("bias_hh_l0")) {
              trained.add(parameter);
            }
          });
      return trained;
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
          Network.of(Network.lstm(3, true), 3, 4, 1, 1).withBias(0),
          Tensor.ones(10, 4).requiresGrad(true),
          Tensor.zeros(1).requiresGrad(true));
    }

    Tensor forward() {
      Tensor x = embedding.embedding(TOKENS).transpose(0, 1);
      CellOutput out = network.layer.forward(x, new int[] {0, 1, 2, 3});
      return network.readOut(out).plus(offset);
    }

    List<Tensor> parameters() {
      List<Tensor> trained = new ArrayList<>(network.parameters());
      trained.add(embedding);
      trained.add(offset);
      return trained;
    }
  }
}
