package rnn4j.cli.train;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import rnn4j.cli.CliException;
import rnn4j.cli.Interruption;
import rnn4j.train.Checkpoint;
import rnn4j.train.DivergedException;
import rnn4j.train.Evaluated;
import rnn4j.train.Evaluation;
import rnn4j.train.Trainer;
import rnn4j.train.TrainingEpoch;
import rnn4j.train.TrainingListener;
import rnn4j.train.TrainingStep;

/// A training from the command line: shown, logged, and saved so that it can be resumed after
/// Ctrl-C, a failure or the end of the machine.
public final class TrainingRun {
  private static final long LINES_PER_EPOCH = 20;
  private static final long PATIENCE_SECONDS = 60;

  private final CommandSpec spec;
  private final String command;
  private final RunOptions options;
  private final RunFolder folder;
  private final String unit;
  private final LongSupplier nanos;
  private final Map<String, Resumable> kept = new LinkedHashMap<>();
  private Optional<Evaluation> best = Optional.empty();
  private @Nullable MetricsLog log;

  /// Describes a run.
  ///
  /// @param command its name, which its checkpoints bear
  /// @param unit what is counted in a second, in the plural
  public TrainingRun(
      CommandSpec spec, String command, RunOptions options, RunFolder folder, String unit) {
    this.spec = spec;
    this.command = command;
    this.options = options;
    this.folder = folder;
    this.unit = unit;
    this.nanos = System::nanoTime;
  }

  /// Adds something whose state belongs to the checkpoints.
  ///
  /// @param name of its own, without dots
  public void keep(String name, Resumable state) {
    kept.put(name, state);
  }

  /// Trains to the end. If the program is stopped meanwhile, a checkpoint is left.
  ///
  /// @param epochs as many as there may be
  /// @param stepsPerEpoch where that is known
  /// @throws CliException if the loss is no longer a number, or the folder cannot be written to
  public void run(Trainer<?> trainer, long epochs, OptionalLong stepsPerEpoch) {
    run(trainer, epochs, stepsPerEpoch, 0);
  }

  /// Trains to the end. If the program is stopped meanwhile, a checkpoint is left.
  ///
  /// @param epochs as many as there may be
  /// @param stepsPerEpoch where that is known
  /// @param mostSteps as many as there may be; 0 if there is no limit
  /// @throws CliException if the loss is no longer a number, or the folder cannot be written to
  public void run(Trainer<?> trainer, long epochs, OptionalLong stepsPerEpoch, long mostSteps) {
    folder.begin();
    resume(trainer);
    long stepsPerLine = Math.max(1, Math.min(100, stepsPerEpoch.orElse(100) / LINES_PER_EPOCH));
    var metrics = new MetricsLog(folder, trainer.steps(), stepsPerLine);
    log = metrics;
    PrintWriter err = spec.commandLine().getErr();
    var view =
        new ProgressView(err, Terminal.isThere(), nanos, unit, epochs, stepsPerEpoch, mostSteps);
    trainer.addListener(metrics);
    trainer.addListener(view);
    trainer.addListener(new Saving(trainer, metrics));
    var saved = new CountDownLatch(1);
    Interruption.guard(
        () -> stop(trainer, saved),
        () -> {
          try {
            trainer.run();
            view.end();
            if (!trainer.isFinished()) {
              folder.write(complete(trainer, metrics));
            }
          } catch (DivergedException e) {
            throw new CliException(
                String.valueOf(e.getMessage()).replaceFirst("^Trainer: ", "")
                    + (trainer.steps() > 0 ? "; the last checkpoint is kept" : ""));
          } finally {
            saved.countDown();
          }
        });
  }

  private void resume(Trainer<?> trainer) {
    folder
        .checkpoint()
        .ifPresent(checkpoint -> {
          try {
            trainer.resume(checkpoint);
            kept.forEach((name, state) -> state.resume(checkpoint.part(name)));
          } catch (IllegalArgumentException e) {
            throw new CliException(
                folder.folder()
                    + ": cannot be resumed: "
                    + String.valueOf(e.getMessage()).replaceFirst("^Trainer.resume: ", ""));
          }
          spec.commandLine()
              .getErr()
              .printf(
                  "Resuming after step %d in epoch %d%n", trainer.steps(), trainer.epochs() + 1);
        });
  }

  private String stop(Trainer<?> trainer, CountDownLatch saved) {
    trainer.stop();
    boolean done = false;
    try {
      done = saved.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return (Terminal.isThere() ? System.lineSeparator() : "")
        + "rnn4j "
        + command
        + ": interrupted; go on with --resume"
        + (done ? "" : " from the last checkpoint");
  }

  private Checkpoint complete(Trainer<?> trainer, MetricsLog metrics) {
    Map<String, String> run = new LinkedHashMap<>();
    run.put("command", command);
    run.put("finished", Boolean.toString(trainer.isFinished()));
    Checkpoint all =
        trainer
            .checkpoint()
            .with("run", Checkpoint.ofTexts(run))
            .with("log", metrics.checkpoint())
            .with("option", Checkpoint.ofTexts(Settings.of(spec)));
    for (Map.Entry<String, Resumable> state : kept.entrySet()) {
      all = all.with(state.getKey(), state.getValue().checkpoint());
    }
    return all;
  }

  /// Returns the best measurement since the run was begun or resumed.
  public Optional<Evaluation> best() {
    return best;
  }

  /// Writes the report.
  ///
  /// @param measured what the result was measured on, and what the loss is
  public void report(
      String title, Map<String, String> facts, String measured, Optional<Evaluation> result) {
    if (log != null) {
      var report = new HtmlReport(title, facts, Settings.of(spec), log, measured, result);
      folder.write(RunFolder.REPORT, report.text());
    }
  }

  /// Writes checkpoints in the course of the training. None is written after its end, when the best
  /// parameters have taken the place of the last: more epochs would go on from the last.
  private final class Saving implements TrainingListener {
    private final Trainer<?> trainer;
    private final MetricsLog metrics;
    private long last = nanos.getAsLong();

    Saving(Trainer<?> trainer, MetricsLog metrics) {
      this.trainer = trainer;
      this.metrics = metrics;
    }

    @Override
    public void step(TrainingStep step) {
      if (trainer.isFinished() || (nanos.getAsLong() - last) * 1e-9 >= options.checkpointEvery()) {
        write();
      }
    }

    @Override
    public void epoch(TrainingEpoch epoch) {
      write();
    }

    @Override
    public void evaluated(Evaluated evaluated) {
      if (evaluated.best()) {
        best = Optional.of(evaluated.evaluation());
      }
    }

    private void write() {
      folder.write(complete(trainer, metrics));
      last = nanos.getAsLong();
    }
  }
}
