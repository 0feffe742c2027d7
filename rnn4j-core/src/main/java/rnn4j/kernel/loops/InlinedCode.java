package rnn4j.kernel.loops;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The code of static methods, which is copied to where they are called.
///
/// Calls would do if they were inlined. But the compiler stops inlining in a method that has grown
/// beyond some size, all but the Vector API itself, and vectors that cross a call go through the
/// heap: loops with two activations took five times as long.
final class InlinedCode {
  private final Map<ClassDesc, ClassModel> models = new HashMap<>();

  /// @param types whose methods are copied, also where they call each other
  InlinedCode(Class<?>... types) {
    for (Class<?> type : types) {
      models.put(type.describeConstable().orElseThrow(), read(type));
    }
  }

  private static ClassModel read(Class<?> type) {
    String file = type.getSimpleName() + ".class";
    try (InputStream in = requireNonNull(type.getResourceAsStream(file), file)) {
      return ClassFile.of().parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes what stands for a call: it takes the arguments from the stack, and leaves the result.
  void call(CodeBuilder target, ClassDesc owner, String name, MethodTypeDesc type) {
    List<ClassDesc> parameters = type.parameterList();
    Map<Integer, Integer> variables = new HashMap<>();
    for (int i = parameters.size() - 1; i >= 0; i--) {
      TypeKind kind = TypeKind.from(parameters.get(i));
      int variable = target.allocateLocal(kind);
      target.storeLocal(kind, variable);
      variables.put(i, variable);
    }
    Map<Label, Label> labels = new HashMap<>();
    Label end = target.newLabel();
    for (CodeElement element : method(owner, name, type)) {
      switch (element) {
        case LoadInstruction load ->
            target.loadLocal(load.typeKind(), requireNonNull(variables.get(load.slot())));
        case StoreInstruction store -> {
          int variable =
              variables.computeIfAbsent(store.slot(), _ -> target.allocateLocal(store.typeKind()));
          target.storeLocal(store.typeKind(), variable);
        }
        case InvokeInstruction call when models.containsKey(call.owner().asSymbol()) ->
            call(target, call.owner().asSymbol(), call.name().stringValue(), call.typeSymbol());
        case ReturnInstruction _ -> target.goto_(end);
        case LabelTarget at ->
            target.labelBinding(labels.computeIfAbsent(at.label(), _ -> target.newLabel()));
        case BranchInstruction branch -> {
          Label to = labels.computeIfAbsent(branch.target(), _ -> target.newLabel());
          target.branch(branch.opcode(), to);
        }
        case Instruction instruction -> target.with(instruction);
        default -> {} // lines of the source and the like
      }
    }
    target.labelBinding(end);
  }

  private CodeModel method(ClassDesc owner, String name, MethodTypeDesc type) {
    for (MethodModel method : requireNonNull(models.get(owner)).methods()) {
      if (method.methodName().equalsString(name) && method.methodTypeSymbol().equals(type)) {
        return method.code().orElseThrow();
      }
    }
    throw new IllegalStateException("InlinedCode: no method " + name + " in " + owner);
  }
}
