package rnn4j.nn;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rnn4j.cell.CellProgram;
import rnn4j.cell.Direction;
import rnn4j.cell.RecurrentStack;
import rnn4j.engine.pass.Footprint;
import rnn4j.engine.pass.Steps;
import rnn4j.engine.program.ProgramReport;
import rnn4j.kernel.Op;
import rnn4j.kernel.choice.FloatKernelsChoice;
import rnn4j.tensor.DType;
import rnn4j.threads.Workers;

/// Says in words what will run when a layer is called, and why.
final class Explanation {
  private final RecurrentStack stack;
  private final DType dtype;
  private final @Nullable WeightStorage frozen;
  private final StringBuilder text = new StringBuilder();

  /// @param title what is explained
  /// @param frozen how a frozen layer keeps its weights, null if it is not frozen
  Explanation(String title, RecurrentStack stack, DType dtype, @Nullable WeightStorage frozen) {
    this.stack = stack;
    this.dtype = dtype;
    this.frozen = frozen;
    line(title);
    line("computes with " + kernels());
    line(
        frozen != null
            ? "weights are packed: once, when it was frozen"
            : "weights are packed: at the first call, and again after each change of them; freeze() packs once");
    for (int layer = 0; layer < stack.numLayers(); layer++) {
      layer(layer);
    }
  }

  private String kernels() {
    return dtype == DType.FLOAT32
        ? FloatKernelsChoice.explain()
        : "loops in plain Java, since vector kernels are for float32";
  }

  private void layer(int layer) {
    CellProgram program = stack.layer(layer);
    ProgramReport report = program.report();
    String directions =
        stack.directions().stream()
            .map(direction -> direction == Direction.FORWARD ? "forward" : "backward")
            .collect(Collectors.joining(" and "));
    line("layer %d, %s over time".formatted(layer, directions));
    int number = 1;
    for (ProgramReport.Stage stage : report.stages()) {
      line("  stage %d, values of %d".formatted(number++, stage.width()));
      if (stage.norms() > 0) {
        line("    normalises %d of its rows before all else".formatted(stage.norms()));
      }
      for (ProgramReport.Product product : stage.products()) {
        line(
            "    one product of %d x %d with %s"
                .formatted(
                    product.gates(), product.units(), String.join(", then ", product.sources())));
      }
      if (!stage.operations().isEmpty()) {
        line(
            "    then element by element, fused with the products block by block: "
                + operations(stage.operations()));
      }
    }
    if (report.stages().size() > 1) {
      line("  a stage begins where whole rows must be there: a projection, a norm");
    }
    line(
        String.format(
            Locale.ROOT,
            "  weights: %s packed; a step of a sequence is %,d multiply-adds",
            bytes(report.packed(), bytesOfWeight()),
            report.work()));
  }

  private static String operations(Map<Op, Integer> operations) {
    return operations.entrySet().stream()
        .map(entry ->
            "%d %s"
                .formatted(
                    entry.getValue(),
                    entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ')))
        .collect(Collectors.joining(", "));
  }

  /// Adds what input of one length and batch takes.
  Explanation of(int seqLen, int batch) {
    Steps steps = Steps.of(seqLen, batch);
    line("%d steps of a batch of %d".formatted(seqLen, batch));
    long inference = 0;
    long training = 0;
    for (int layer = 0; layer < stack.numLayers(); layer++) {
      Footprint footprint = stack.layer(layer).footprint(dtype, steps, batch);
      line("  layer %d: %s".formatted(layer, threads(footprint)));
      line("  layer %d: products with the input %s".formatted(layer, ahead(footprint, batch)));
      inference += stack.numDirections() * footprint.inference();
      training += stack.numDirections() * footprint.training();
    }
    line("  memory without gradients: " + bytes(inference));
    if (frozen == null) {
      line(
          "  memory with gradients: %s, those of the parameters not counted; less with setGradientCheckpointing"
              .formatted(bytes(training)));
    }
    return this;
  }

  private static String threads(Footprint footprint) {
    if (footprint.parts() > 1) {
      return "%d threads, each with a part of the batch".formatted(footprint.parts());
    }
    if (footprint.shares() > 1) {
      return "up to %d threads, each with a part of the units of every step"
          .formatted(footprint.shares());
    }
    if (Workers.count() == 1) {
      return "one thread, as many as are allowed";
    }
    return "one thread, since the work is too little to share";
  }

  private static String ahead(Footprint footprint, int batch) {
    if (footprint.ahead()) {
      return "for many steps at once, since the batch is small";
    }
    return batch >= Footprint.MANY_SEQUENCES
        ? "step by step with the others, since %d sequences keep the processor busy"
            .formatted(batch)
        : "step by step with the others";
  }

  private int bytesOfWeight() {
    return frozen == WeightStorage.BFLOAT16
        ? Short.BYTES
        : frozen == WeightStorage.INT8 ? Byte.BYTES : bytesOfElement();
  }

  private int bytesOfElement() {
    return dtype == DType.FLOAT32 ? Float.BYTES : Double.BYTES;
  }

  private String bytes(long elements) {
    return bytes(elements, bytesOfElement());
  }

  private static String bytes(long elements, int width) {
    long bytes = elements * width;
    return bytes < 10_000_000
        ? String.format(Locale.ROOT, "%,d kB", (bytes + 999) / 1000)
        : String.format(Locale.ROOT, "%,d MB", (bytes + 999_999) / 1_000_000);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
