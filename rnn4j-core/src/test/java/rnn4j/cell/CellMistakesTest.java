package rnn4j.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each mistake in a cell's equations is reported when the cell is built.
final class CellMistakesTest {

  private static void assertMistake(Cell cell, String message) {
    assertThatThrownBy(() -> CellProgram.of(cell, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void valuesOfDifferentWidthsDoNotMeet() {
    assertMistake(
        step -> step.input().plus(step.state("h", 4)),
        "Cell: values of width 3 and 4 meet in ADD, expected one width");
  }

  @Test
  void weightMustHaveAColumnForEachElement() {
    assertMistake(
        step -> step.weight("weight_ih", 8, 4).times(step.input()),
        "Cell: weight_ih is (8, 4) and is multiplied with a value of width 3, expected 4");
  }

  @Test
  void widthMustBeAMultipleOfTheChunks() {
    assertMistake(
        step -> step.input().chunk(2),
        "Cell: a value of width 3 is divided into 2 parts, expected a width that is a multiple of"
            + " it");
    assertMistake(
        step -> step.input().chunk(0),
        "Cell: a value of width 3 is divided into 0 parts, expected a width that is a multiple of"
            + " it");
  }

  @Test
  void limitsMustBeInOrder() {
    assertMistake(
        step -> step.input().clip(1, -1),
        "Cell: a value is clipped to [1.0, -1.0], expected limits in order");
    assertMistake(
        step -> step.input().clip(0, Double.NaN),
        "Cell: a value is clipped to [0.0, NaN], expected limits in order");
  }

  @Test
  void everyStateNeedsANextValue() {
    assertMistake(
        step -> {
          Value h = step.state("h", 3);
          step.state("c", 3);
          step.next("h", h);
          step.output(h);
        },
        "Cell: state c has no next value, expected a call of next");
  }

  @Test
  void aStateHasOneNextValue() {
    assertMistake(
        step -> {
          Value h = step.state("h", 3);
          step.next("h", h);
          step.next("h", step.input());
        },
        "Cell: state h gets two next values, expected one");
  }

  @Test
  void nextValuesBelongToStates() {
    assertMistake(
        step -> {
          step.state("h", 3);
          step.state("c", 3);
          step.next("x", step.input());
        },
        "Cell: a next value is given to state x, expected one of [h, c]");
  }

  @Test
  void nextValueHasTheWidthOfItsState() {
    assertMistake(
        step -> {
          step.state("h", 4);
          step.next("h", step.input());
        },
        "Cell: next value of state h has width 3, expected 4");
  }

  @Test
  void thereIsAState() {
    assertMistake(
        step -> step.output(step.input()), "Cell: the step has no state, expected at least one");
  }

  @Test
  void thereIsOneOutput() {
    assertMistake(
        step -> step.next("h", step.state("h", 3)),
        "Cell: the step has no output, expected a call of output");
    assertMistake(
        step -> {
          step.output(step.input());
          step.output(step.input());
        },
        "Cell: the step gets two outputs, expected one");
  }

  @Test
  void namesAreDeclaredOnce() {
    assertMistake(
        step -> {
          step.state("h", 3);
          step.state("h", 4);
        },
        "Cell: state h is declared twice, expected once");
    assertMistake(
        step -> {
          step.weight("w", 3, 3);
          step.vector("w", 3);
        },
        "Cell: parameter w is declared twice, expected once");
  }

  @Test
  void namesOfValuesDiffer() {
    assertMistake(
        step -> {
          step.input().named("gate");
          step.input().tanh().named("gate");
        },
        "Cell: two values are named gate, expected different names");
  }

  @Test
  void sizesArePositive() {
    assertMistake(step -> step.state("h", 0), "Cell: state h has size 0, expected at least 1");
    assertMistake(step -> step.vector("b", -1), "Cell: b has size -1, expected at least 1");
    assertMistake(step -> step.weight("w", 0, 3), "Cell: w has size 0, expected at least 1");
    assertMistake(step -> step.weight("w", 3, 0), "Cell: w has size 0, expected at least 1");
    assertThatThrownBy(() -> CellProgram.of(step -> step.output(step.input()), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cell: the input has size 0, expected at least 1");
  }

  @Test
  void valuesOfAnotherStepAreRefused() {
    List<Value> kept = new ArrayList<>();
    List<Weight> weights = new ArrayList<>();
    Cell first =
        step -> {
          Value h = step.state("h", 3);
          kept.add(h);
          weights.add(step.weight("w", 3, 3));
          step.next("h", h);
          step.output(h);
        };
    assertThat(CellProgram.of(first, 3).stateNames()).containsExactly("h");
    Value foreign = kept.getFirst();
    String message = "Cell: a value of another cell or layer is used, expected values of this step";

    assertMistake(step -> step.input().plus(foreign), message);
    assertMistake(step -> foreign.plus(step.input()), message);
    assertMistake(step -> step.output(foreign), message);
    assertMistake(step -> step.weight("w", 3, 3).times(foreign), message);
    assertMistake(step -> weights.getFirst().times(step.input()), message);
    assertMistake(
        step -> {
          step.state("h", 3);
          step.next("h", foreign);
        },
        message);
  }
}
