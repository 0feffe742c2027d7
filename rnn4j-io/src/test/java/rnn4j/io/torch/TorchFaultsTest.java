package rnn4j.io.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.io.WeightFormatException;

/// One file made by hand for every fault.
final class TorchFaultsTest {
  private static final String FLOATS = TorchBytes.storage("torch\nFloatStorage", "0", "2");
  private static final String PAIR = TorchBytes.tensor(FLOATS, 0, "2", "1");

  static Stream<Arguments> pickles() {
    return Stream.of(
        // Instructions
        arguments("", "pickle at byte 0: ends, expected more; the file is cut short"),
        arguments("K", "pickle at byte 1: ends, expected more; the file is cut short"),
        arguments(".", "pickle at byte 1: takes a value from an empty stack"),
        arguments("0", "pickle at byte 1: takes a value from an empty stack"),
        arguments("(.", "pickle at byte 2: takes a value from an empty stack"),
        arguments(
            "?",
            "pickle at byte 1: has the instruction 0x3f, expected one that builds plain values"),
        arguments("\u0080\u0006", "pickle at byte 2: has protocol 6, expected at most 5"),
        arguments("t", "pickle at byte 1: goes back to a mark, expected one before it"),
        arguments("h\1", "pickle at byte 2: recalls the value number 1, expected one remembered"),
        arguments(
            "Nr\u00ff\u00ff\u00ff\u00ff",
            "pickle at byte 6: remembers a value as number 4294967295, expected one from 0 to 1048575"),
        arguments(
            "N".repeat((1 << 20) + 1),
            "pickle at byte 1048577: has more than 1048576 values, expected fewer"),
        arguments(
            "]".repeat((1 << 19) + 1),
            "pickle at byte 524289: has more than 524288 containers, expected fewer"),
        // Lengths, numbers and text
        arguments(
            "X\u00ff\u00ff\u00ff\u00ff",
            "pickle at byte 5: has a length of 4294967295, expected at most the 0 bytes that follow"),
        arguments(
            "\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
            "pickle at byte 9: has a length of 18446744073709551615, expected at most the 0 bytes that follow"),
        arguments(
            "\u008b\u00ff\u00ff\u00ff\u00ff",
            "pickle at byte 5: has an integer of 4294967295 bytes, expected at most 1024"),
        arguments("X\1\0\0\0\u00ff", "pickle at byte 6: has text that is not UTF-8"),
        arguments("I1x\n", "pickle at byte 4: has the number \"1x\", expected an integer"),
        arguments("F0x1p3\n", "pickle at byte 7: has the number \"0x1p3\", expected a float"),
        arguments("F1e\n", "pickle at byte 4: has the number \"1e\", expected a float"),
        arguments(
            "Sa\n", "pickle at byte 3: has the string \"a\", expected one in quotation marks"),
        arguments(
            "S'\\x41'\n",
            "pickle at byte 8: has the string \"\\\\x41\", expected one without escapes"),
        arguments("I1", "pickle at byte 1: ends inside a line, expected a line feed"),
        arguments(
            "I" + "1".repeat(70_000) + "\n",
            "pickle at byte 1: has a line of more than 65536 bytes, expected less"),
        // Containers
        arguments("NNa", "pickle at byte 3: appends to \"None\", expected a list"),
        arguments("NNNs", "pickle at byte 4: sets items of \"None\", expected a dictionary"),
        arguments("(Nd", "pickle at byte 3: has a key without a value, expected pairs"),
        arguments("NNb", "pickle at byte 3: sets the state of \"None\", expected an object"),
        // Calls
        arguments(
            "cposix\nsystem\n(S'rm -rf /'\ntR.",
            "calls \"posix.system\", expected only what rebuilds tensors and plain containers; it is not run"),
        arguments(
            "(cos\nsystem\nS'ls'\no.",
            "calls \"os.system\", expected only what rebuilds tensors and plain containers; it is not run"),
        arguments(
            "(S'ls'\nios\nsystem\n.",
            "calls \"os.system\", expected only what rebuilds tensors and plain containers; it is not run"),
        arguments(
            "c__builtin__\neval\n(S'1'\ntR.",
            "calls \"__builtin__.eval\", expected only what rebuilds tensors and plain containers; it is not run"),
        arguments(
            "ctorch.storage\n_load_from_bytes\n(S'1'\ntR.",
            "calls \"torch.storage._load_from_bytes\", expected only what rebuilds tensors and plain containers; it is not run"),
        arguments("N)R", "pickle at byte 3: calls \"None\", expected the name of a function"),
        arguments("(o", "pickle at byte 2: calls \"None\", expected the name of a function"),
        arguments("ca\nb\nNR", "pickle at byte 7: has arguments of \"None\", expected a tuple"),
        arguments(
            "ca\nb\n)}NNs\u0092",
            "pickle at byte 11: makes an object from named arguments, expected none"),
        arguments(
            "NN\u0093", "pickle at byte 3: has a name of \"None\" and \"None\", expected strings"),
        arguments(
            "ccollections\nOrderedDict\n((NttR.",
            "calls collections.OrderedDict with items that are no pairs"),
        arguments(
            "ccollections\nOrderedDict\n(NtR.",
            "calls collections.OrderedDict with something else than items"),
        arguments("ctorch\nSize\n(NtR.", "calls torch.Size with an argument that is no list"),
        arguments(
            "c_codecs\nencode\n(NtR.", "calls _codecs.encode with an argument that is no string"),
        // Storages
        arguments("NQ.", "refers to something outside that is no storage, expected one"),
        arguments("Pstorage\n.", "refers to something outside that is no storage, expected one"),
        arguments(
            "(S'storage'\nNNNNtQ.", "refers to a storage, expected its type, key, device and size"),
        arguments(
            TorchBytes.storage("torch\nFloatStorage", "0", "-1") + "Q.",
            "refers to a storage, expected its type, key, device and size"),
        arguments(
            TorchBytes.storage("torch\nQUInt8Storage", "0", "1") + "Q.",
            "storage \"0\" is a \"torch.QUInt8Storage\", expected one of floats, integers or truth values"),
        arguments(
            TorchBytes.storage("evil\nFloatStorage", "0", "1") + "Q.",
            "storage \"0\" is a \"evil.FloatStorage\", expected one of floats, integers or truth values"),
        arguments(
            TorchBytes.storage("torch\nFloatStorage", "0", "9223372036854775807") + "Q.",
            "storage \"0\" has 9223372036854775807 elements, expected fewer"),
        arguments(
            TorchBytes.tensor(TorchBytes.storage("torch\nFloatStorage", "0", "3"), 0, "3", "1")
                + ".",
            "entry \"m/data/0\" has 8 bytes, expected the 12 of its storage"),
        arguments(
            TorchBytes.tensor(TorchBytes.storage("torch\nFloatStorage", "7", "3"), 0, "3", "1")
                + ".",
            "has no entry \"m/data/7\", expected a storage"),
        arguments(
            FLOATS.substring(0, FLOATS.length() - 1) + "(S'1'\nI1\nI2\nttQ.",
            "storage \"0\" is looked at outside of its 8 bytes"),
        // Tensors
        arguments(
            "ctorch._utils\n_rebuild_tensor_v2\n(NNNNNNtR.",
            "calls torch._utils._rebuild_tensor_v2 with no storage"),
        arguments(
            "ctorch._utils\n_rebuild_tensor_v2\n(NtR.",
            "calls torch._utils._rebuild_tensor_v2 with 1 arguments, expected more"),
        arguments(
            TorchBytes.tensor(FLOATS, -1, "1", "1") + ".",
            "calls torch._utils._rebuild_tensor_v2 with a size that is no integer from 0 to 9223372036854775807"),
        arguments(
            TorchBytes.tensor(FLOATS, 0, "-1", "1") + ".",
            "calls torch._utils._rebuild_tensor_v2 with a size that is no integer from 0 to 9223372036854775807"),
        arguments(
            TorchBytes.tensor(FLOATS, 0, "1,".repeat(64) + "1", "1") + ".",
            "calls torch._utils._rebuild_tensor_v2 with more than 64 dimensions"),
        arguments(
            TorchBytes.tensor(FLOATS, 0, "2", "1,1") + ".",
            "a tensor of the shape [2] with strides [1, 1] in storage \"0\" has 1 sizes and 2 strides"),
        arguments(
            TorchBytes.tensor(FLOATS, 0, "3", "1") + ".",
            "a tensor of the shape [3] with strides [1] in storage \"0\" reaches to element 2 of 2"),
        arguments(
            TorchBytes.tensor(FLOATS, 2, "", "") + ".",
            "a tensor of the shape [] with strides [] in storage \"0\" reaches to element 2 of 2"),
        arguments(
            TorchBytes.tensor(FLOATS, 0, "2", "9223372036854775807") + ".",
            "a tensor of the shape [2] with strides [9223372036854775807] in storage \"0\" reaches to element 9223372036854775807 of 2"),
        arguments(
            TorchBytes.tensor(FLOATS, 1, "3", "9223372036854775807") + ".",
            "a tensor of the shape [3] with strides [9223372036854775807] in storage \"0\" has sizes whose product is too large"),
        arguments(
            TorchBytes.tensor(FLOATS, 0, "4096,4097", "0,0") + ".",
            "a tensor of the shape [4096, 4097] with strides [0, 0] in storage \"0\" makes 16781312 elements out of 2, expected at most 16777216"),
        arguments(
            "(" + TorchBytes.tensor(FLOATS, 0, "16777216", "0").repeat(2) + "l.",
            "has tensors of 134217728 bytes in storages of 8, expected at most 64 times as many"),
        arguments(
            "(S'a.b'\n" + PAIR + "S'a'\n(S'b'\n" + PAIR + "dd.",
            "tensor \"a.b\" stands twice in the file, expected once"),
        // What is built
        arguments("]".repeat(150) + "a".repeat(149) + ".", "is nested deeper than 100 containers"),
        arguments(
            "(NNNlq\0(" + "h\0".repeat(1000) + "lq\1(" + "h\1".repeat(1000) + "l.",
            "refers to the same parts again and again, expected at most 2097152 steps through them"),
        arguments(
            "}" + "S'" + "x".repeat(60_000) + "'\n(" + PAIR.repeat(600) + "ls.",
            "has names of more than 33554432 characters in all, expected fewer"));
  }

  @ParameterizedTest
  @MethodSource("pickles")
  void faultOfThePickleIsNamed(String pickle, String fault) {
    assertFault(TorchBytes.zip(pickle), fault);
    assertThatThrownBy(() -> TorchBytes.read(TorchBytes.bytes(TorchBytes.LEGACY + pickle)))
        .isInstanceOf(WeightFormatException.class);
  }

  static Stream<Arguments> archives() {
    return Stream.of(
        arguments(Map.of("text", ""), "has no entry data.pkl in its folder, expected the pickle"),
        arguments(Map.of("data.pkl", "N."), "has no entry data.pkl in its folder"),
        arguments(Map.of("a/b/data.pkl", "N."), "has no entry data.pkl in its folder"),
        arguments(Map.of("a/data.pkl", "N.", "b/data.pkl", "N."), "expected one pickle"),
        arguments(
            Map.of("m/data.pkl", "N.", "m/byteorder", "middle"),
            "entry \"m/byteorder\" has \"middle\", expected little or big"),
        arguments(
            Map.of("m/data.pkl", "N.", "m/byteorder", "x".repeat(65)),
            "entry \"m/byteorder\" has 65 bytes, expected at most 64"));
  }

  @ParameterizedTest
  @MethodSource("archives")
  void faultOfTheArchiveIsNamed(Map<String, String> entries, String fault) {
    assertThatThrownBy(() -> TorchBytes.read(TorchBytes.zip(entries)))
        .isInstanceOf(WeightFormatException.class)
        .hasMessageStartingWith("Torch.read: m.pt: ")
        .hasMessageContaining(fault);
  }

  static Stream<Arguments> legacy() {
    String keys = "(S'0'\nl.";
    String begin = TorchBytes.LEGACY + PAIR + ".";
    return Stream.of(
        arguments("I1\n.", "begins with another number than files of torch.save, expected theirs"),
        arguments(
            TorchBytes.LEGACY.replace("M\u00e9\u0003", "M\u00e8\u0003"),
            "has version \"1000\", expected 1001"),
        arguments(begin + "N.", "has no list of storages after its pickle, expected one"),
        arguments(begin + "].", "has no storage \"0\", expected one"),
        arguments(
            begin + "(S'1'\nl.",
            "lists the storage \"1\", expected one of those that the pickle speaks of"),
        arguments(begin + "(Nl.", "lists the storage \"None\", expected one of those"),
        arguments(begin + keys, "ends before storage \"0\"; it is cut short"),
        arguments(begin + keys + "\3\0\0\0\0\0\0\0", "storage \"0\" has 3 elements, expected 2"),
        arguments(
            begin + keys + "\2\0\0\0\0\0\0\0abcdefg",
            "storage \"0\" has 8 bytes, expected at most the 7 that follow; the file is cut short"),
        arguments(
            TorchBytes.LEGACY
                + "("
                + PAIR
                + TorchBytes.tensor(TorchBytes.storage("torch\nHalfStorage", "0", "2"), 0, "2", "1")
                + "l.",
            "storage \"0\" has two sizes or types, expected one"));
  }

  @ParameterizedTest
  @MethodSource("legacy")
  void faultOfALegacyFileIsNamed(String file, String fault) {
    assertThatThrownBy(() -> TorchBytes.read(TorchBytes.bytes(file)))
        .isInstanceOf(WeightFormatException.class)
        .hasMessageStartingWith("Torch.read: m.pt: ")
        .hasMessageContaining(fault);
  }

  @Test
  void aListThatHoldsItselfIsLeftOut() throws WeightFormatException {
    try (TorchFile file = TorchBytes.read(TorchBytes.zip("]q\0h\0a" + PAIR + "a."))) {
      assertThat(file.names()).containsExactly("1");
    }
  }

  /// As PyTorch before 0.4 wrote parameters, and as programs with dictionaries of classes of their
  /// own write checkpoints.
  @Test
  void tensorsWithAStateAndObjectsWithItemsAreRead() throws WeightFormatException {
    String parameter = "ctorch.nn.parameter\nParameter\n(" + PAIR + "tR(I01\nNtb";
    String pickle = "cmy.config\nBunch\n)\u0081(S'rnn'\n}S'w'\n" + parameter + "su.";
    try (TorchFile file = TorchBytes.read(TorchBytes.zip(pickle))) {
      assertThat(file.tensor("rnn.w").toFloatArray()).containsExactly(0, 0);
    }
    try (TorchFile file =
        TorchBytes.read(TorchBytes.zip("cmy\nList\n)\u0081(" + PAIR + PAIR + "e."))) {
      assertThat(file.names()).containsExactly("0", "1");
    }
  }

  /// What needs no call is only a name, and does nothing.
  @Test
  void aFunctionThatIsNotCalledIsAName() throws WeightFormatException {
    try (TorchFile file =
        TorchBytes.read(TorchBytes.zip("(S'a'\n" + PAIR + "S'b'\ncposix\nsystem\nd."))) {
      assertThat(file.names()).containsExactly("a");
    }
  }

  private static void assertFault(byte[] bytes, String fault) {
    assertThatThrownBy(() -> TorchBytes.read(bytes))
        .isInstanceOf(WeightFormatException.class)
        .hasMessageStartingWith("Torch.read: m.pt: " + fault);
  }
}
