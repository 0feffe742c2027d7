/// What all trainings of the command line share: a folder that a run can be resumed from, the
/// progress, the log of numbers, the report.
@NullMarked
package rnn4j.cli.train;

import org.jspecify.annotations.NullMarked;
