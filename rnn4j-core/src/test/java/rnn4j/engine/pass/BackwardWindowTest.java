package rnn4j.engine.pass;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rnn4j.tensor.Threads;
import rnn4j.threads.ShareAllWork;

/// How steps are divided into windows, by hand.
@ExtendWith(ShareAllWork.class)
final class BackwardWindowTest {
  private static final Steps STEPS = Steps.of(new int[] {3, 3, 2, 1});

  @Test
  void theLastStepsComeFirst() {
    Threads.set(1);
    assertThat(BackwardWindow.of(STEPS, false, 4))
        .containsExactly(new BackwardWindow(1, 4, 3, 6), new BackwardWindow(0, 1, 0, 3));
    assertThat(BackwardWindow.of(STEPS, true, 4))
        .containsExactly(new BackwardWindow(2, 4, 0, 6), new BackwardWindow(0, 2, 6, 3));
  }

  @Test
  void memoryIsNeededForTheLargest() {
    Threads.set(1);
    assertThat(BackwardWindow.most(BackwardWindow.of(STEPS, false, 4))).isEqualTo(6);
    assertThat(BackwardWindow.most(BackwardWindow.of(Steps.of(0, 3), false, 4))).isZero();
  }

  @Test
  void threadsThatShareTheBatchHaveOneWindow() {
    Threads.set(2);
    assertThat(BackwardWindow.of(STEPS, true, 4)).containsExactly(new BackwardWindow(0, 4, 0, 9));
  }
}
