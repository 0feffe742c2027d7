package rnn4j.cli.csv;

/// What `1/2/2020` means. A date that begins with the year has no such doubt.
public enum DateOrder {
  MONTH_FIRST("month/day/year"),
  DAY_FIRST("day/month/year");

  private final String text;

  DateOrder(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
