package rnn4j.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The partners of all [teams][Team]. They are launched when they are first needed, at most one for
/// each processor but one.
final class Partners {
  /// Callers of teams and their partners, at this moment. With more of them than processors all
  /// would wait for those that have none.
  private static final AtomicInteger busy = new AtomicInteger();

  private static volatile List<Partner> all = List.of();

  private Partners() {}

  /// Counts a thread that runs a team.
  static void enter() {
    busy.incrementAndGet();
  }

  /// No longer counts it.
  static void leave() {
    busy.decrementAndGet();
  }

  /// Claims partners, all or none.
  ///
  /// @param places filled with them
  /// @param awake whether only those will do who would begin at once
  /// @return whether as many are free as there are places, and processors for them
  static boolean claim(Partner[] places, boolean awake) {
    int others = busy.getAndAdd(places.length) - 1;
    if (others + 1 + places.length <= Workers.count()) {
      int claimed = 0;
      List<Partner> candidates = launched(others + places.length);
      for (int i = 0; i < candidates.size() && claimed < places.length; i++) {
        Partner partner = candidates.get(i);
        if ((!awake || partner.isAwake()) && partner.claim()) {
          places[claimed++] = partner;
        }
      }
      if (claimed == places.length) {
        return true;
      }
      for (int i = 0; i < claimed; i++) {
        places[i].release();
      }
    }
    busy.addAndGet(-places.length);
    return false;
  }

  /// Sets claimed partners free.
  static void release(Partner[] claimed) {
    for (Partner partner : claimed) {
      partner.release();
    }
    busy.addAndGet(-claimed.length);
  }

  /// Lets some partners look out for work again for a while.
  static void wake(int wanted) {
    List<Partner> sleepers = all;
    for (int i = 0; i < Math.min(wanted, sleepers.size()); i++) {
      sleepers.get(i).wake();
    }
  }

  /// Returns all partners, of whom there are `least` at least.
  private static List<Partner> launched(int least) {
    List<Partner> known = all;
    if (known.size() >= least) {
      return known;
    }
    synchronized (Partners.class) {
      List<Partner> more = new ArrayList<>(all);
      while (more.size() < least) {
        var partner = new Partner(more.size() + 1);
        partner.launch();
        more.add(partner);
      }
      all = List.copyOf(more);
      return all;
    }
  }
}
