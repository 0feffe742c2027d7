package rnn4j.engine.program;

import java.util.List;

/// Sums of products that are computed together: `gates` rows of `units` elements, side by side in
/// one storage, gate `g` being
///
/// ```
/// sum of biases[g]  +  sum over terms of  W[from + g * units ... ] * source
/// ```
///
/// in exactly this order: biases, then the terms one after another, each with its index ascending.
///
/// @param storage `gates * units` wide
/// @param biases for each gate, the parameters that are added up to its bias
/// @param terms at least one
public record Affine(Storage storage, int units, List<List<Bias>> biases, List<Term> terms) {

  /// A part of a parameter that is added as it is.
  public record Bias(int parameter, int from) {}

  /// Returns how many gates it has.
  public int gates() {
    return biases.size();
  }

  /// Returns how many sums it has.
  public int width() {
    return gates() * units;
  }

  Slot gate(int g) {
    return new Slot(storage, g * units, units);
  }

  /// Returns whether the sums begin with what the input adds to them, and so can be started for
  /// many steps at once.
  public boolean startsFromInput() {
    return terms.getFirst().source().storage().kind == Storage.Kind.INPUT;
  }
}
