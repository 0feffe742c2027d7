package rnn4j.nn;

/// The options of a [CtcLoss]; names and defaults are those of `torch.nn.CTCLoss`.
///
/// @param blank number of the class that stands for no label
/// @param reduction what is made of the losses of single sequences; the mean divides each by the
///   length of its target first
/// @param zeroInfinity whether an infinite loss, of a target that cannot be aligned, counts as zero
///   and takes no gradient
public record CtcConfig(int blank, Reduction reduction, boolean zeroInfinity) {

  /// Checks the options.
  public CtcConfig {
    Sizes.requireAtLeast("CtcConfig", "blank", blank, 0);
  }

  /// Returns PyTorch's defaults: blank 0, the mean, infinite losses kept.
  public static CtcConfig of() {
    return new CtcConfig(0, Reduction.MEAN, false);
  }

  /// Returns this with another blank.
  public CtcConfig withBlank(int blank) {
    return new CtcConfig(blank, reduction, zeroInfinity);
  }

  /// Returns this with another reduction.
  public CtcConfig withReduction(Reduction reduction) {
    return new CtcConfig(blank, reduction, zeroInfinity);
  }

  /// Returns this counting infinite losses as zero or not.
  public CtcConfig withZeroInfinity(boolean zeroInfinity) {
    return new CtcConfig(blank, reduction, zeroInfinity);
  }
}
