package rnn4j.cli.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which columns of a table are what.
///
/// @param group rows with the same value here are a sequence
/// @param label null for "label"
/// @param features empty for all other numeric columns
record TableColumns(@Nullable String group, @Nullable String label, List<String> features) {}
