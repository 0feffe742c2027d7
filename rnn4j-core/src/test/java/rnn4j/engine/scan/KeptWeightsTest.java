package rnn4j.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import rnn4j.engine.pass.Bodies;
import rnn4j.engine.program.Affine;
import rnn4j.engine.program.Expr;
import rnn4j.engine.program.Program;
import rnn4j.engine.program.Term;
import rnn4j.kernel.Data;
import rnn4j.kernel.FloatData;
import rnn4j.kernel.Packed;
import rnn4j.kernel.choice.ChosenKernels;

final class KeptWeightsTest {
  private static final int SIZE = 80;

  private final Data weight = new FloatData(new float[SIZE * SIZE]);
  private final Program program = program();
  private final KeptWeights kept = new KeptWeights(new Bodies(program));

  /// `h' = W x`.
  private static Program program() {
    Expr product = new Expr.Linear(0, 0, SIZE, new Expr.Input(SIZE));
    return Program.of(SIZE, List.of(product), product);
  }

  private CurrentWeights use() {
    return kept.use(ChosenKernels.of(weight), List.of(weight));
  }

  @Test
  void arePackedOnceUntilAParameterChanges() {
    CurrentWeights first = use();
    assertThat(use()).isSameAs(first);
    weight.changed();
    assertThat(first.areCurrent()).isFalse();
    CurrentWeights second = use();
    assertThat(second).isNotSameAs(first);
    assertThat(use()).isSameAs(second);
  }

  @Test
  void ofOtherParametersAreOthers() {
    CurrentWeights first = use();
    List<Data> reverse = List.of(weight.copy());
    CurrentWeights second = kept.use(ChosenKernels.of(weight), reverse);
    assertThat(second).isNotSameAs(first);
    assertThat(use()).isSameAs(first);
    assertThat(kept.use(ChosenKernels.of(weight), reverse)).isSameAs(second);
  }

  @Test
  void thoseOfTheBackwardPassAreThereWhileAPassUsesThem() {
    CurrentWeights weights = use();
    use();
    Affine affine = program.forward().affines().getFirst();
    Term term = affine.terms().getFirst();
    List<Packed> backward = weights.backward().of(affine, term);
    weights.release();
    assertThat(weights.backward().of(affine, term)).isSameAs(backward);
    weights.release();
    weights.use();
    assertThat(weights.backward().of(affine, term)).isNotSameAs(backward);
  }
}
