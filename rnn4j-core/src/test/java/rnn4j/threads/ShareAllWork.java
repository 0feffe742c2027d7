package rnn4j.threads;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Lets threads share even the smallest work during a test, so that tests on small data see what
/// sharing does. Afterwards the number of threads is again what it was.
public final class ShareAllWork implements BeforeEachCallback, AfterEachCallback {
  private final int threads = Workers.count();
  private final long grain = Workers.grain();

  /// Creates the extension, for JUnit.
  public ShareAllWork() {}

  @Override
  public void beforeEach(ExtensionContext context) {
    Workers.setGrain(1);
    Team.setEager(true);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Workers.setCount(threads);
    Workers.setGrain(grain);
    Team.setEager(false);
  }
}
