package rnn4j.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// Oracle: what PyTorch 2.13 printed and did for the same tree of modules.
final class ModuleTest {

  private static final class Leaf extends Module {
    final Tensor weight = register("weight", Tensor.of(new float[] {1, 2}, 2));
    final Tensor bias = register("bias", Tensor.of(new float[] {3}, 1));

    @Override
    protected String extraRepr() {
      return "2, 1";
    }
  }

  private static final class Pair extends Module {
    final Leaf a = register("a", new Leaf());
    final Leaf b;
    final Tensor scale = register("scale", Tensor.zeros(1));

    Pair(boolean shared) {
      b = register("b", shared ? a : new Leaf());
    }
  }

  private static final class Net extends Module {
    final Pair pair = register("pair", new Pair(false));

    Net() {
      register("empty", new Respelled());
    }
  }

  private static final class Respelled extends Module {
    @Override
    protected String typeName() {
      return "ReLU";
    }
  }

  @Test
  void namesAreJoinedByDotsWithOwnParametersFirst() {
    assertThat(new Net().namedParameters().keySet())
        .containsExactly(
            "pair.scale", "pair.a.weight", "pair.a.bias", "pair.b.weight", "pair.b.bias");
  }

  @Test
  void parametersComeInTheOrderOfTheirNamesAndNeedGradients() {
    var leaf = new Leaf();
    assertThat(leaf.parameters()).containsExactly(leaf.weight, leaf.bias);
    assertThat(leaf.parameters()).allMatch(Tensor::requiresGrad);
  }

  @Test
  void sharedParametersAreListedOnceButKeepAllNames() {
    var pair = new Pair(true);
    assertThat(pair.namedParameters().keySet()).containsExactly("scale", "a.weight", "a.bias");
    assertThat(pair.stateDict().keySet())
        .containsExactly("scale", "a.weight", "a.bias", "b.weight", "b.bias");
    assertThat(pair.parameter("b.weight")).isSameAs(pair.a.weight);
  }

  @Test
  void unknownNameIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> new Pair(false).parameter("a.wieght"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Pair.parameter: name is \"a.wieght\", expected one of scale, a.weight, a.bias,"
                + " b.weight, b.bias");
  }

  @Test
  void namesMustBeFreeAndPlain() {
    var leaf = new Leaf();
    assertThatThrownBy(() -> leaf.register("bias", new Leaf()))
        .hasMessage("Leaf.register: name is \"bias\", expected one not yet taken");
    assertThatThrownBy(() -> leaf.register("a.b", new Leaf()))
        .hasMessage("Leaf.register: name is \"a.b\", expected one not empty and without dots");
    assertThatThrownBy(() -> leaf.register("", Tensor.zeros(1)))
        .hasMessage("Leaf.register: name is \"\", expected one not empty and without dots");
  }

  @Test
  void modeReachesAllChildren() {
    var net = new Net();
    assertThat(net.pair.a.isTraining()).isTrue();
    net.eval();
    assertThat(net.isTraining() || net.pair.isTraining() || net.pair.b.isTraining()).isFalse();
    net.pair.train();
    assertThat(net.isTraining()).isFalse();
    assertThat(net.pair.b.isTraining()).isTrue();
    net.train(false);
    assertThat(net.pair.b.isTraining()).isFalse();
  }

  @Test
  void zeroGradForgetsGradientsOfChildrenToo() {
    var net = new Net();
    net.pair.b.weight.sum().backward();
    assertThat(net.pair.b.weight.grad()).isNotNull();
    net.zeroGrad();
    assertThat(net.pair.b.weight.grad()).isNull();
  }

  @Test
  void stateSharesTheElementsButTakesNoGradient() {
    var leaf = new Leaf();
    Tensor weight = requireNonNull(leaf.stateDict().get("weight"));
    assertThat(weight.requiresGrad()).isFalse();
    leaf.weight.set(Tensor.of(new float[] {5, 6}, 2));
    assertThat(weight.toFloatArray()).containsExactly(5, 6);
  }

  @Test
  void loadedStateIsCopiedAndConverted() {
    var leaf = new Leaf();
    Tensor weight = Tensor.of(new double[] {0.1, 7}, 2);
    leaf.loadStateDict(Map.of("weight", weight, "bias", Tensor.of(new float[] {8}, 1)));
    weight.set(Tensor.zeros(DType.FLOAT64, 2));
    assertThat(leaf.weight.toFloatArray()).containsExactly(0.1f, 7);
    assertThat(leaf.bias.toFloatArray()).containsExactly(8);
    assertThat(leaf.weight.requiresGrad()).isTrue();
  }

  @Test
  void allFaultsOfAStateAreReportedAndNothingIsChanged() {
    var pair = new Pair(false);
    var state = new LinkedHashMap<String, Tensor>();
    state.put("a.bias", Tensor.ones(1));
    state.put("x", Tensor.ones(1));
    state.put("a.weight", Tensor.ones(3, 2));
    state.put("a.y", Tensor.ones(1));
    state.put("scale", Tensor.ones());
    assertThatThrownBy(() -> pair.loadStateDict(state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            Error(s) in loading state_dict for Pair:
            \tMissing key(s) in state_dict: "b.weight", "b.bias".
            \tUnexpected key(s) in state_dict: "x", "a.y".
            \tsize mismatch for scale: copying a param with shape () from checkpoint, the shape in \
            current model is (1).
            \tsize mismatch for a.weight: copying a param with shape (3, 2) from checkpoint, the \
            shape in current model is (2).\
            """);
    assertThat(pair.a.bias.toFloatArray()).containsExactly(3);
  }

  @Test
  void stateOfOneModelLoadsIntoAnother() {
    var from = new Net();
    from.pair.scale.set(Tensor.ones(1));
    var to = new Net();
    to.loadStateDict(new HashMap<>(from.stateDict()));
    assertThat(to.pair.scale.toFloatArray()).containsExactly(1);
  }

  @Test
  void printedFormIsPyTorchs() {
    assertThat(new Net())
        .hasToString(
            """
            Net(
              (pair): Pair(
                (a): Leaf(2, 1)
                (b): Leaf(2, 1)
              )
              (empty): ReLU()
            )\
            """);
  }
}
