package rnn4j.cli;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// What is to be done when the program is stopped in the middle, by Ctrl-C or by the system. The
/// JVM itself sees to the exit code, 130 after Ctrl-C.
public final class Interruption {
  private Interruption() {}

  /// Runs an action; if the program is stopped meanwhile, undoes it and prints a line.
  ///
  /// @param undo returns the line; it runs in another thread, at any point of the action
  public static void guard(Supplier<String> undo, Runnable action) {
    Thread hook = new Thread(() -> System.err.println(undo.get()));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      action.run();
    } finally {
      release(hook);
    }
  }

  private static void release(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Too late, the hook runs. Whatever failed here failed because of it: say nothing more.
      waitForTheEnd();
    }
  }

  private static void waitForTheEnd() {
    while (true) {
      LockSupport.park();
    }
  }
}
