package rnn4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

/// One file made by hand for every fault.
final class SafetensorsFaultsTest {

  static Stream<Arguments> headers() {
    return Stream.of(
        // JSON
        arguments("", 0, "header begins with nothing, expected {"),
        arguments(" {}", 0, "header begins with \" \", expected {"),
        arguments("[]", 0, "header begins with \"[\", expected {"),
        arguments("{", 0, "header cannot be parsed as JSON at character 1, expected one object"),
        arguments("{a}", 0, "header cannot be parsed as JSON at character 1, expected one object"),
        arguments(
            "{}\0 ", 0, "header cannot be parsed as JSON at character 2, expected one object"),
        arguments("{} 7", 0, "header has 7 after its object, expected the end"),
        arguments("{}{}", 0, "header has an object after its object, expected the end"),
        arguments(
            "{'\\ud800':0}",
            0,
            "header cannot be parsed as JSON at character 8, expected one object"),
        // Metadata
        arguments(
            "{'__metadata__':null}", 0, "__metadata__ is null, expected an object of strings"),
        arguments("{'__metadata__':{'a':1}}", 0, "__metadata__ has 1 for \"a\", expected a string"),
        arguments(
            "{'__metadata__':{'a':'b','a':'c'}}", 0, "__metadata__ has \"a\" twice, expected once"),
        arguments(
            "{'__metadata__':{'a':'\\ud800'}}",
            0,
            "__metadata__ has half a surrogate pair for \"a\", expected Unicode"),
        arguments(
            "{'__metadata__':{},'__metadata__':{}}",
            0,
            "__metadata__ stands twice in the header, expected once"),
        // What is said of one tensor
        arguments(
            "{'a':1}", 0, "tensor \"a\" is 1, expected an object of dtype, shape and data_offsets"),
        arguments(
            "{'a':" + "[".repeat(100_000) + "}",
            0,
            "tensor \"a\" is an array, expected an object of dtype, shape and data_offsets"),
        arguments(
            "{" + F32 + "," + F32 + "}",
            4,
            "tensor \"a\" stands twice in the header, expected once"),
        arguments(
            "{'a':{'dtype':'F32','dtype':'F32'}}",
            0,
            "tensor \"a\" has \"dtype\" twice, expected once"),
        arguments(
            "{'a':{'strides':[1]}}",
            0,
            "tensor \"a\" has \"strides\", expected dtype, shape, data_offsets"),
        arguments(
            "{'a':{'shape':[],'data_offsets':[0,0]}}",
            0,
            "tensor \"a\" has no dtype, expected one"),
        arguments(
            "{'a':{'dtype':'F32','data_offsets':[0,0]}}",
            0,
            "tensor \"a\" has no shape, expected one"),
        arguments(
            "{'a':{'dtype':'F32','shape':[]}}",
            0,
            "tensor \"a\" has no data_offsets, expected one"),
        arguments(
            tensor("f32", "1", "0,4"),
            4,
            "tensor \"a\" has dtype \"f32\", expected one of " + TYPES),
        arguments("{'a':{'dtype':32}}", 4, "tensor \"a\" has dtype 32, expected one of " + TYPES),
        arguments(
            "{'a':{'shape':4}}", 0, "tensor \"a\" has 4 for shape, expected an array of integers"),
        arguments(
            tensor("F32", "1".repeat(65).replace("1", "1,") + "1", "0,4"),
            4,
            "tensor \"a\" has more than 64 integers in shape, expected at most that"),
        arguments(
            tensor("F32", "-1", "0,4"), 4, "tensor \"a\" has -1 in shape, expected " + INTEGER),
        arguments(
            tensor("F32", "1.0", "0,4"), 4, "tensor \"a\" has 1.0 in shape, expected " + INTEGER),
        arguments(
            tensor("F32", "9223372036854775808", "0,4"),
            4,
            "tensor \"a\" has 9223372036854775808 in shape, expected " + INTEGER),
        arguments(
            tensor("F32", "[[1]]", "0,4"),
            4,
            "tensor \"a\" has an array in shape, expected " + INTEGER),
        arguments(
            tensor("F32", "1", "'0',4"),
            4,
            "tensor \"a\" has \"0\" in data_offsets, expected " + INTEGER),
        arguments(
            tensor("F32", "1", "0"),
            4,
            "tensor \"a\" has 1 data_offsets, expected 2: begin and end"),
        arguments(
            tensor("F32", "1", "0,4,8"),
            4,
            "tensor \"a\" has more than 2 integers in data_offsets, expected at most that"),
        // Type, shape and bytes of one tensor
        arguments(
            tensor("F32", "1", "4,0"),
            4,
            "tensor \"a\" has bytes [4, 0), expected the end not before the begin"),
        arguments(
            tensor("F32", "2", "0,8"),
            6,
            "tensor \"a\" has bytes [0, 8) of 6, the file is cut short"),
        arguments(
            tensor("F32", "1,2", "0,4"),
            4,
            "tensor \"a\" has 4 bytes, expected 8 for F32 of shape (1, 2)"),
        arguments(
            tensor("F64", "", "0,4"),
            4,
            "tensor \"a\" has 4 bytes, expected 8 for F64 of shape ()"),
        arguments(
            tensor("F32", "4294967296,4294967296,0", "0,0"),
            0,
            "tensor \"a\" is F32 of shape (4294967296, 4294967296, 0), expected fewer than 2^63"
                + " bits"),
        arguments(
            tensor("F32", "576460752303423489", "0,4"),
            4,
            "tensor \"a\" is F32 of shape (576460752303423489), expected fewer than 2^63 bits"),
        arguments(
            tensor("F6_E2M3", "3", "0,2"),
            2,
            "tensor \"a\" is F6_E2M3 of shape (3), which takes 18 bits, expected whole bytes"),
        // Where the tensors lie
        arguments(
            tensor("F32", "1", "4,8"),
            8,
            "tensor \"a\" begins at byte 4, expected 0, where the header ends; there is a gap"),
        arguments(
            "{" + F32 + ",'b':{'dtype':'F32','shape':[1],'data_offsets':[8,12]}}",
            12,
            "tensor \"b\" begins at byte 8, expected 4, where tensor \"a\" ends; there is a gap"),
        arguments(
            "{'b':{'dtype':'F32','shape':[1],'data_offsets':[2,6]}," + F32 + "}",
            6,
            "tensor \"b\" begins at byte 2, expected 4, where tensor \"a\" ends; there is an"
                + " overlap"),
        arguments(
            "{" + F32 + ",'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
            4,
            "tensor \"b\" begins at byte 0, expected 4, where tensor \"a\" ends; there is an"
                + " overlap"),
        arguments(
            "{" + F32 + "}",
            5,
            "has 5 bytes after the header, expected 4, where tensor \"a\" ends"),
        arguments("{}", 1, "has 1 bytes after the header, expected 0, where the header ends"));
  }

  private static final String F32 = "'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}";
  private static final String INTEGER = "an integer from 0 to 9223372036854775807";
  private static final String TYPES =
      "BOOL, F4, F6_E2M3, F6_E3M2, U8, I8, F8_E5M2, F8_E4M3, F8_E8M0, F8_E4M3FNUZ, F8_E5M2FNUZ, I16,"
          + " U16, F16, BF16, I32, U32, F32, C64, F64, I64, U64";

  private static String tensor(String dtype, String shape, String offsets) {
    return "{'a':{'dtype':'%s','shape':[%s],'data_offsets':[%s]}}".formatted(dtype, shape, offsets);
  }

  @ParameterizedTest
  @MethodSource("headers")
  void headerIsRefused(String header, int dataBytes, String message) {
    assertRefused(SafetensorsBytes.file(header.replace('\'', '"'), dataBytes), message);
  }

  // ---- The length in front of the header

  @Test
  void fileShorterThanTheLengthOfTheHeaderIsRefused() {
    assertRefused(new byte[0], "file has 0 bytes, expected at least 8, the length of the header");
    assertRefused(new byte[7], "file has 7 bytes, expected at least 8, the length of the header");
  }

  @Test
  void headerLongerThanTheFileIsRefused() {
    byte[] bytes = SafetensorsBytes.file("{}", 0);
    bytes[0] = 3;

    assertRefused(
        bytes, "header length is 3, expected at most the 2 bytes after it; the file is cut short");
  }

  @Test
  void headerOfMoreThanTheAllowedLengthIsRefused() {
    byte[] bytes = {1, (byte) 0xe1, (byte) 0xf5, 5, 0, 0, 0, 0, '{', '}'};

    assertRefused(bytes, "header length is 100000001, expected at most 100000000");
  }

  @Test
  void lengthOfTheHeaderIsUnsigned() {
    byte[] bytes = {-1, -1, -1, -1, -1, -1, -1, -1, '{', '}'};

    assertRefused(bytes, "header length is 18446744073709551615, expected at most 100000000");
  }

  // ---- Text

  @Test
  void headerThatIsNotUtf8IsRefused() {
    byte[] bytes = "{\"__metadata__\":{\"a\":\"?\"}}".getBytes(StandardCharsets.UTF_8);
    bytes[22] = (byte) 0xc0; // of the two bytes c0 80, which some decoders take for a zero

    assertRefused(SafetensorsBytes.file(bytes, 0), "header is not UTF-8 at byte 22");
  }

  @Test
  void headerThatEndsWithinACharacterIsRefused() {
    assertRefused(
        SafetensorsBytes.file(new byte[] {'{', (byte) 0xc3}, 0), "header is not UTF-8 at byte 1");
  }

  @Test
  void causeTellsWhatIsWrongWithTheJson() {
    assertThatThrownBy(() -> SafetensorsBytes.read(SafetensorsBytes.file("{a}", 0)))
        .hasCauseInstanceOf(JacksonException.class);
  }

  @Test
  void namesInMessagesAreCutAndDoNotMoveTheCursor() {
    String name = "\\u001b[2J\\u202e\\\"" + "x".repeat(1000);

    assertRefused(
        SafetensorsBytes.file("{\"" + name + "\":1}", 0),
        "tensor \"\\u{1b}[2J\\u{202e}\\\""
            + "x".repeat(94)
            + "...\" is 1, expected an object of dtype, shape and data_offsets");
  }

  // ---- What is asked for

  @Test
  void tensorThatIsNotThereIsAFault() throws WeightFormatException {
    try (SafetensorsFile file =
        SafetensorsBytes.read(SafetensorsBytes.file("{" + F32.replace('\'', '"') + "}", 4))) {
      assertThatThrownBy(() -> file.tensor("b"))
          .isInstanceOf(WeightFormatException.class)
          .hasMessage(
              "Safetensors.read: m.safetensors: tensor \"b\" is not in the file, expected one of"
                  + " \"a\"");
    }
  }

  @Test
  void tensorOfManyIsAskedForWithTheFirstOfThemInTheMessage() throws WeightFormatException {
    String header =
        IntStream.range(0, 13)
            .mapToObj("\"t%s\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}"::formatted)
            .collect(Collectors.joining(",", "{", "}"));
    try (SafetensorsFile file = SafetensorsBytes.read(SafetensorsBytes.file(header, 0))) {
      assertThatThrownBy(() -> file.info("b")).hasMessageEndingWith("\"t8\", \"t9\" and 3 more");
    }
  }

  @Test
  void tensorOfNoneIsAFault() throws WeightFormatException {
    try (SafetensorsFile file = SafetensorsBytes.read(SafetensorsBytes.file("{}", 0))) {
      assertThatThrownBy(() -> file.tensor("b"))
          .isInstanceOf(WeightFormatException.class)
          .hasMessage(
              "Safetensors.read: m.safetensors: tensor \"b\" is not in the file, which has no"
                  + " tensors");
    }
  }

  @Test
  void emptyTensorOfSizesThatNoArrayHasIsRefusedWhenAskedFor() throws WeightFormatException {
    String header = tensor("F32", "0,2147483648", "0,0").replace('\'', '"');
    try (SafetensorsFile file = SafetensorsBytes.read(SafetensorsBytes.file(header, 0))) {
      assertThat(file.info("a").shape()).containsExactly(0L, 2147483648L);
      assertThatThrownBy(() -> file.tensor("a"))
          .isInstanceOf(WeightFormatException.class)
          .hasMessage(
              "Safetensors.read: m.safetensors: tensor \"a\" is F32 of shape (0, 2147483648), expected"
                  + " sizes of at most 2147483647");
    }
  }

  private static void assertRefused(byte[] bytes, String message) {
    assertThatThrownBy(() -> SafetensorsBytes.read(bytes))
        .isInstanceOf(WeightFormatException.class)
        .hasMessage("Safetensors.read: m.safetensors: " + message);
  }
}
