package rnn4j.kernel.choice;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.lanes.LaneCount;
import rnn4j.kernel.lanes.Lanes;
import rnn4j.kernel.plain.PlainKernels;
import rnn4j.kernel.vector.VectorKernels;

/// Which kernels compute in single precision: those on vectors, once the JVM has compiled them,
/// unless something stands in the way. Chosen once, when first needed; logged once, with what stood
/// in the way.
public final class FloatKernelsChoice {
  /// System property: whether to compute with vectors before they are compiled, too.
  private static final String AT_ONCE = "rnn4j.vectorsAtOnce";

  static final Kernels KERNELS = choose();

  private FloatKernelsChoice() {}

  private static Kernels choose() {
    String obstacle = obstacle();
    if (obstacle == null) {
      if (!Boolean.getBoolean(AT_ONCE)) {
        return StartingKernels.INSTANCE;
      }
      logChoice(VectorKernels.INSTANCE);
      return VectorKernels.INSTANCE;
    }
    Kernels kernels = PlainKernels.INSTANCE;
    log().log(Level.WARNING, "rnn4j computes with {0}, which is slow: {1}", kernels, obstacle);
    return kernels;
  }

  /// Logs with what is computed from now on.
  static void logChoice(Kernels kernels) {
    log().log(Level.DEBUG, "rnn4j computes with {0}", kernels);
  }

  /// Not a constant: short programs have nothing to log, and the first logger takes a while.
  private static System.Logger log() {
    return System.getLogger(Kernels.class.getPackageName());
  }

  /// Returns with what single precision is computed, and why, if that is not with vectors.
  public static String explain() {
    String obstacle = obstacle();
    return obstacle == null ? KERNELS.toString() : KERNELS + ", since " + obstacle;
  }

  /// Returns why vectors cannot be used, and what to do about it; null if they can.
  static @Nullable String obstacle() {
    String compiler =
        compilerObstacle(System.getProperty("java.vm.name"), System.getProperty("java.vm.info"));
    if (compiler != null) {
      return compiler;
    }
    if (!isReadable("jdk.incubator.vector")) {
      return "the module jdk.incubator.vector is missing;"
          + " start Java with --add-modules jdk.incubator.vector";
    }
    // From here on the Vector API is there; no class that uses it may be touched before.
    if (LaneCount.COUNT < 4) {
      return "this processor has no vectors of 128 bits or more";
    }
    if (!multipliesAndAddsAtOnce()) {
      return "this processor has no fused multiply-add, or Java was told not to use it (-XX:UseAVX,"
          + " -XX:-UseFMA)";
    }
    return null;
  }

  /// Without HotSpot's optimising compiler every vector is an object on the heap, and vectors are a
  /// hundred times slower than plain Java.
  static @Nullable String compilerObstacle(String vmName, @Nullable String vmInfo) {
    if (vmName.contains("OpenJ9")) {
      return "the JVM is OpenJ9; vectors need HotSpot, as OpenJDK has it";
    }
    if (vmInfo != null && vmInfo.contains("interpreted mode")) {
      return "the JVM only interprets; start it without -Xint";
    }
    if (vmInfo != null && vmInfo.contains("emulated-client")) {
      return "the JVM does not optimise; start it without -XX:TieredStopAtLevel";
    }
    return null;
  }

  /// Every processor with wider vectors has the instruction, and so has every ARM; otherwise the
  /// JVM is asked, which takes a while.
  private static boolean multipliesAndAddsAtOnce() {
    if (LaneCount.COUNT > 4 || Lanes.IS_ARM || !isReadable("jdk.management")) {
      return true;
    }
    var bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return bean.getVMOption("UseFMA").getValue().equals("true");
  }

  private static boolean isReadable(String module) {
    return ModuleLayer.boot()
        .findModule(module)
        .filter(FloatKernelsChoice.class.getModule()::canRead)
        .isPresent();
  }
}
