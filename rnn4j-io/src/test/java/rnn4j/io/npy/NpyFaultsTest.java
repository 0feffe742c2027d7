package rnn4j.io.npy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.MappedFile;
import rnn4j.io.file.Source;

/// One file made by hand for every fault.
final class NpyFaultsTest {
  private static final String MAGIC = "\u0093NUMPY";
  private static final String TYPES =
      "expected floats, integers, complex numbers or truth values such as \"<f4\"";

  /// Headers of version 1, with quotation marks of Python.
  static Stream<Arguments> headers() {
    return Stream.of(
        arguments("", "header at character 0 has no '{', expected one"),
        arguments("{", "header at character 1 has no string, expected one"),
        arguments("{'descr", "header at character 1 has no string, expected one"),
        arguments("{'de\\x': 1}", "header at character 1 has no string, expected one"),
        arguments("{'descr'}", "header at character 8 has no ':', expected one"),
        arguments(
            "{'a': 1}", "header at character 5 has \"a\", expected descr, fortran_order, shape"),
        arguments("{'descr': 1}", "header at character 10 has no string, expected one"),
        arguments("{'descr': [('a', '<f4')]}", "header at character 10 has no string"),
        arguments(
            "{'fortran_order': 1}",
            "header at character 18 has no truth value, expected True or False"),
        arguments("{'shape': 1}", "header at character 10 has no '(', expected one"),
        arguments(
            "{'shape': (-1,)}",
            "header at character 11 has the size \"\", expected an integer from 0 to 9223372036854775807"),
        arguments(
            "{'shape': (9223372036854775808,)}",
            "header at character 30 has the size \"9223372036854775808\", expected an integer"),
        arguments(
            "{'shape': (__import__('os').system('ls'),)}",
            "header at character 11 has the size \"\", expected an integer"),
        arguments("{'shape': (1 2)}", "header at character 13 has no ')', expected one"),
        arguments(
            "{'shape': (" + "1,".repeat(65) + ")}",
            "header at character 139 has more than 64 sizes, expected at most that"),
        arguments("{'shape': ()", "header at character 12 has no '}', expected one"),
        arguments("{'shape': ()}x", "header at character 13 has more after its dictionary"),
        arguments("{'shape': ()}", "header at character 13 has no descr, expected one"),
        arguments("{'descr': '<f4'}", "header at character 16 has no fortran_order, expected one"),
        arguments(
            "{'descr': '<f4', 'fortran_order': True}",
            "header at character 39 has no shape, expected one"),
        arguments(header("", "()"), "has elements of type \"\", " + TYPES),
        arguments(header("f4", "()"), "has elements of type \"f4\", " + TYPES),
        arguments(header("|f4", "()"), "has elements of type \"|f4\", " + TYPES),
        arguments(header("<u1", "()"), "has elements of type \"<u1\", " + TYPES),
        arguments(header("<f3", "()"), "has elements of type \"<f3\", " + TYPES),
        arguments(header("|O", "()"), "has elements of type \"|O\", " + TYPES),
        arguments(header("<U3", "()"), "has elements of type \"<U3\", " + TYPES),
        arguments(
            header("<f4", "(3,)"),
            "has 8 bytes after its header, expected 12 for <f4 of shape [3]"),
        arguments(
            header("<f4", "(1,)"), "has 8 bytes after its header, expected 4 for <f4 of shape [1]"),
        arguments(
            header("<f4", "(3000000000, 3000000000, 3)"),
            "has the shape [3000000000, 3000000000, 3], expected fewer than 2^63 bytes"));
  }

  private static String header(String descr, String shape) {
    return "{'descr': '%s', 'fortran_order': False, 'shape': %s}".formatted(descr, shape);
  }

  @ParameterizedTest
  @MethodSource("headers")
  void faultOfTheHeaderIsNamed(String header, String fault) {
    String length = "" + (char) (header.length() & 0xff) + (char) (header.length() >> 8);
    assertFault(MAGIC + "\1\0" + length + header + "\0\0\0\0\0\0\0\0", fault);
  }

  static Stream<Arguments> files() {
    return Stream.of(
        arguments("", "does not begin with \\x93NUMPY and a header, expected an array"),
        arguments(MAGIC + "\1\0\0", "does not begin with \\x93NUMPY and a header"),
        arguments("PK" + "x".repeat(20), "does not begin with \\x93NUMPY and a header"),
        arguments(MAGIC + "\4\0\0\0\0\0", "has version 4, expected 1, 2 or 3"),
        arguments(
            MAGIC + "\1\0\u00ff\0{}",
            "header has 255 bytes, expected at most 2; the file is cut short"),
        arguments(
            MAGIC + "\2\0\u00ff\u00ff\u00ff\u00ff",
            "header has 4294967295 bytes, expected at most 0; the file is cut short"),
        arguments(
            MAGIC + "\2\0\21\47\0\0" + " ".repeat(10_001),
            "header has 10001 bytes, expected at most 10000"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void faultOfTheFileIsNamed(String file, String fault) {
    assertFault(file, fault);
  }

  private static void assertFault(String file, String fault) {
    var bytes = MappedFile.of(file.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> new NpyFile(new Source("Npy.open", Path.of("x.npy")), bytes))
        .isInstanceOf(WeightFormatException.class)
        .hasMessageStartingWith("Npy.open: x.npy: " + fault);
  }
}
