package rnn4j.cli.forecast;

import java.util.OptionalInt;

/// What the user may say about how a series is cut and seen; empty where the series decides.
///
/// @param season in rows, 1 for none
/// @param horizon how many rows are forecast at once
/// @param window how many rows the model sees
/// @param validation share of the rows
/// @param test share of the rows
record PlanOptions(
    OptionalInt season, OptionalInt horizon, OptionalInt window, double validation, double test) {}
