package rnn4j.kernel.choice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rnn4j.kernel.FloatData;
import rnn4j.kernel.lanes.Lanes;
import rnn4j.kernel.plain.PlainKernels;
import rnn4j.kernel.vector.VectorKernels;

/// Oracle: the build, which runs tests several times and says by system properties what each run is
/// to be computed with. A run with other kernels than it was meant for would test nothing.
final class FloatKernelsChoiceTest {
  private static final boolean PLAIN = Boolean.getBoolean("rnn4j.test.plain");

  @Test
  void kernelsAreThoseThatThisRunIsMeantToTest() {
    assertThat(ChosenKernels.of(new FloatData(new float[0])))
        .isSameAs(PLAIN ? PlainKernels.INSTANCE : VectorKernels.INSTANCE);
  }

  @Test
  void vectorsAreNotWiderThanThisRunIsMeantToTest() {
    if (!PLAIN) {
      assertThat(32 * Lanes.COUNT).isLessThanOrEqualTo(Integer.getInteger("rnn4j.test.bits", 2048));
    }
  }

  @Test
  void missingModuleIsSaidWithItsRemedy() {
    if (PLAIN) {
      assertThat(FloatKernelsChoice.obstacle())
          .isEqualTo(
              "the module jdk.incubator.vector is missing;"
                  + " start Java with --add-modules jdk.incubator.vector");
    } else {
      assertThat(FloatKernelsChoice.obstacle()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          OpenJDK 64-Bit Server VM | interpreted mode, sharing            | start it without -Xint
          OpenJDK 64-Bit Server VM | mixed mode, emulated-client, sharing | -XX:TieredStopAtLevel
          Eclipse OpenJ9 VM        | JRE 25 Linux amd64-64-Bit Compressed | vectors need HotSpot
          """)
  void vectorsAreRefusedWithoutTheOptimisingCompiler(String name, String info, String remedy) {
    assertThat(FloatKernelsChoice.compilerObstacle(name, info)).contains(remedy);
  }

  @ParameterizedTest
  @CsvSource({"'mixed mode, sharing'", "'mixed mode'", "'compiled mode, sharing'", ","})
  void vectorsAreAcceptedWithTheOptimisingCompiler(String info) {
    assertThat(FloatKernelsChoice.compilerObstacle("OpenJDK 64-Bit Server VM", info)).isNull();
  }
}
