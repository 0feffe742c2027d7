package rnn4j.threads;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CrowdTest {

  @Test
  void waitingInVainLetsTeamsWorkAloneForAWhile() {
    Crowd.learn(true);
    while (Crowd.isThere()) {
      Thread.onSpinWait();
    }
    for (int run = 0; run < 20; run++) {
      Crowd.learn(false);
    }
    assertThat(Crowd.isThere()).isFalse();
    for (int run = 0; run < 10; run++) {
      Crowd.learn(true);
    }
    assertThat(Crowd.isThere()).isTrue();
    while (Crowd.isThere()) {
      Thread.onSpinWait();
    }
    for (int run = 0; run < 20; run++) {
      Crowd.learn(false);
    }
  }
}
