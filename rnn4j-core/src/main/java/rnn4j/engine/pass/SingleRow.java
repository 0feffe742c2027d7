package rnn4j.engine.pass;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rnn4j.engine.program.Slot;
import rnn4j.kernel.RowProducts;

/// A thread's share of products for one sequence. Those with the same factors are computed
/// together, whatever sums they go into: what one gate has under way, four vectors at a time, is
/// half of what keeps the processor busy.
final class SingleRow {
  private final Share share;
  private final List<Products> all;
  private final List<RowProducts> together = new ArrayList<>();
  private final List<Products> alone = new ArrayList<>();

  SingleRow(List<Products> products, Share share) {
    this.share = share;
    this.all = products;
    Map<List<Slot>, List<Products>> bySources = new LinkedHashMap<>();
    for (Products some : products) {
      if (some.isOnePiece()) {
        bySources.computeIfAbsent(some.sources(), _ -> new ArrayList<>()).add(some);
      } else {
        alone.add(some);
      }
    }
    bySources.values().forEach(some -> together.add(Products.together(some, share)));
  }

  /// Computes all sums.
  ///
  /// @param sequence its number
  /// @param row number of its row at this step
  /// @param window number of the window's first row
  /// @param back whether those come first that would otherwise come last
  void run(int sequence, int row, int window, boolean back) {
    for (int i = 0; i < all.size(); i++) {
      all.get(i).moveTo(sequence, row, window);
    }
    for (int i = 0; i < together.size(); i++) {
      together.get(i).run(back);
    }
    for (int i = 0; i < alone.size(); i++) {
      alone.get(i).run(1, share);
    }
  }
}
