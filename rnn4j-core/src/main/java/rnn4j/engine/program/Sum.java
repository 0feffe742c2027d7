package rnn4j.engine.program;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import rnn4j.kernel.Op;

/// An expression taken apart into what is added: products with weight matrices and vectors, which
/// one accumulator sums up, and the rest.
final class Sum {
  final List<Expr.Linear> products = new ArrayList<>();
  final List<Expr.Vector> biases = new ArrayList<>();
  final List<Expr> others = new ArrayList<>();

  /// Takes an expression apart.
  ///
  /// @param uses how often each expression is used; one that is needed elsewhere too stays whole
  static Sum of(Expr expr, IdentityHashMap<Expr, Integer> uses) {
    var sum = new Sum();
    sum.take(expr, true, uses);
    // The order of summation is part of the contract: the input first, then states, then values
    // of the step, whatever order the author wrote them in.
    sum.products.sort(Comparator.comparingInt(product -> rank(product.source())));
    if (sum.products.isEmpty()) {
      sum.others.addAll(sum.biases);
      sum.biases.clear();
    }
    return sum;
  }

  private void take(Expr expr, boolean whole, IdentityHashMap<Expr, Integer> uses) {
    boolean alone = whole || uses.getOrDefault(expr, 0) == 1;
    switch (expr) {
      case Expr.Apply apply when apply.op() == Op.ADD && alone ->
          apply.operands().forEach(operand -> take(operand, false, uses));
      case Expr.Linear linear when alone -> products.add(linear);
      case Expr.Vector vector -> biases.add(vector);
      default -> others.add(expr);
    }
  }

  private static int rank(Expr source) {
    return switch (source) {
      case Expr.View view -> rank(view.source());
      case Expr.Input _ -> 0;
      case Expr.State _ -> 1;
      default -> 2;
    };
  }

  /// Returns whether two sums of products are gates of one group: rows of the same matrices times
  /// the same values.
  @SuppressWarnings("ReferenceEquality") // expressions are compared by identity
  boolean besides(Sum other) {
    if (products.size() != other.products.size()
        || products.getFirst().width() != other.products.getFirst().width()) {
      return false;
    }
    int distance = other.products.getFirst().from() - products.getFirst().from();
    for (int i = 0; i < products.size(); i++) {
      Expr.Linear mine = products.get(i);
      Expr.Linear theirs = other.products.get(i);
      if (mine.parameter() != theirs.parameter()
          || mine.source() != theirs.source()
          || theirs.from() - mine.from() != distance) {
        return false;
      }
    }
    return true;
  }

  int width() {
    return products.getFirst().width();
  }

  int from() {
    return products.getFirst().from();
  }
}
