package rnn4j.engine.program;

import java.util.List;

/// The backward pass of one [Stage].
///
/// @param width elements of each value
/// @param body the derivatives of the stage's instructions, last instruction first
/// @param products run after the body: what the stage's products add to the gradients of their
///   sources, the input left out, whose gradient is taken for all steps at once
/// @param norms run last
public record BackwardStage(
    int width, List<Instruction> body, List<Product> products, List<NormGradient> norms) {

  /// Adds what a normalisation adds to the gradient of its operand.
  ///
  /// @param gradient of its result
  /// @param target the gradient of its operand
  /// @param starts whether nothing else adds to that
  public record NormGradient(RowNorm norm, Slot gradient, Slot target, boolean starts) {}

  /// Adds `gradient * W` to the gradient of a term's source.
  public record Product(Affine affine, Term term, Slot target) {}
}
