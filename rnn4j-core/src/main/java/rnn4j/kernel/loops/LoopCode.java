package rnn4j.kernel.loops;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;
import static java.util.Objects.requireNonNull;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import rnn4j.kernel.Op;
import rnn4j.kernel.PointwiseGroup;
import rnn4j.kernel.PointwiseList.Step;
import rnn4j.kernel.Register;
import rnn4j.kernel.lanes.LaneCount;
import rnn4j.kernel.lanes.Lanes;
import rnn4j.kernel.lanes.VectorFormulas;
import rnn4j.kernel.lanes.VectorMath;

/// Writes the class file of a [PointwiseLoop]: a loop over rows around one over vectors, in which
/// the values of a [PointwiseGroup] are local variables.
final class LoopCode {
  private static final ClassDesc SELF =
      ClassDesc.of(LoopCode.class.getPackageName(), "GeneratedLoop");
  private static final ClassDesc LOOP = type(PointwiseLoop.class);
  private static final ClassDesc REGISTER = type(Register.class);
  private static final ClassDesc FLOATS = type(float[].class);
  private static final ClassDesc LANES = type(Lanes.class);
  private static final ClassDesc FORMULAS = type(VectorFormulas.class);
  private static final ClassDesc VECTOR = type(FloatVector.class);
  private static final ClassDesc SPECIES = type(VectorSpecies.class);

  private static final MethodTypeDesc FORMULA =
      MethodTypeDesc.of(VECTOR, VECTOR, VECTOR, VECTOR, CD_float, CD_float);
  private static final MethodTypeDesc READ = MethodTypeDesc.of(VECTOR, SPECIES, FLOATS, CD_int);
  private static final MethodTypeDesc WRITE = MethodTypeDesc.of(CD_void, FLOATS, CD_int);

  private static final InlinedCode INLINED =
      new InlinedCode(VectorFormulas.class, VectorMath.class);

  private static final Pattern UNDERSCORE = Pattern.compile("_(.)");

  /// Where each method of [PointwiseLoop] has its first parameter.
  private static final int ROWS = 1;

  private final PointwiseGroup group;
  private final CodeBuilder code;
  private final Map<Integer, Place> places = new TreeMap<>();

  /// The local variables of a register.
  ///
  /// @param at where its row starts
  /// @param value its vector
  private record Place(int array, int at, int stride, int value) {}

  private LoopCode(PointwiseGroup group, CodeBuilder code) {
    this.group = group;
    this.code = code;
  }

  /// Returns the class file of a group's loop.
  static byte[] of(PointwiseGroup group) {
    ClassDesc registers = REGISTER.arrayType();
    return ClassFile.of()
        .build(
            SELF,
            type ->
                type.withFlags(ClassFile.ACC_FINAL)
                    .withInterfaceSymbols(LOOP)
                    .withMethodBody(
                        INIT_NAME,
                        MTD_void,
                        0,
                        code ->
                            code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void).return_())
                    .withMethodBody(
                        "blocks",
                        MethodTypeDesc.of(CD_void, CD_int, registers),
                        ClassFile.ACC_PUBLIC,
                        code -> new LoopCode(group, code).blocks())
                    .withMethodBody(
                        "vectors",
                        MethodTypeDesc.of(CD_void, CD_int, CD_int, registers),
                        ClassFile.ACC_PUBLIC,
                        code -> new LoopCode(group, code).vectors()));
  }

  private static ClassDesc type(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  private void blocks() {
    bind(2);
    eachRow(() -> count(() -> code.loadConstant(LaneCount.BLOCK), Lanes.COUNT, this::vector));
  }

  private void vectors() {
    bind(3);
    eachRow(() -> count(() -> code.iload(2), Lanes.COUNT, this::vector));
  }

  /// Puts what is known of each register into local variables.
  ///
  /// @param registers variable of the array of registers
  private void bind(int registers) {
    for (Step step : group.steps()) {
      for (int number : new int[] {step.x(), step.y(), step.z(), step.d()}) {
        places.computeIfAbsent(number, _ -> newPlace());
      }
    }
    for (int number : inMemory()) {
      Place place = place(number);
      code.aload(registers).loadConstant(number).aaload().dup().dup();
      code.invokevirtual(REGISTER, "floats", MethodTypeDesc.of(FLOATS)).astore(place.array);
      code.getfield(REGISTER, "offset", CD_int).istore(place.at);
      code.getfield(REGISTER, "stride", CD_int).istore(place.stride);
    }
  }

  /// Returns the registers that are read or written.
  private Set<Integer> inMemory() {
    Set<Integer> numbers = new TreeSet<>(group.loads());
    numbers.addAll(group.stores());
    return numbers;
  }

  private Place newPlace() {
    return new Place(
        code.allocateLocal(TypeKind.REFERENCE),
        code.allocateLocal(TypeKind.INT),
        code.allocateLocal(TypeKind.INT),
        code.allocateLocal(TypeKind.REFERENCE));
  }

  /// Writes the loop over rows, and the end of the method.
  private void eachRow(Runnable body) {
    count(
        () -> code.iload(ROWS),
        1,
        _ -> {
          body.run();
          for (int number : inMemory()) {
            Place place = place(number);
            code.iload(place.at).iload(place.stride).iadd().istore(place.at);
          }
        });
    code.return_();
  }

  /// Writes a loop that counts from zero.
  ///
  /// @param limit pushes what is counted to
  /// @param body is given the variable that counts
  private void count(Runnable limit, int by, IntConsumer body) {
    int counter = code.allocateLocal(TypeKind.INT);
    Label top = code.newLabel();
    Label end = code.newLabel();
    code.iconst_0().istore(counter).labelBinding(top).iload(counter);
    limit.run();
    code.if_icmpge(end);
    body.accept(counter);
    code.iinc(counter, by).goto_(top).labelBinding(end);
  }

  /// Does all steps on a whole vector.
  ///
  /// @param from variable of its first lane
  private void vector(int from) {
    for (int number : group.loads()) {
      Place place = place(number);
      code.getstatic(LANES, "SPECIES", SPECIES).aload(place.array);
      position(place, from).invokestatic(VECTOR, "fromArray", READ).astore(place.value);
    }
    steps();
    for (int number : group.stores()) {
      Place place = place(number);
      code.aload(place.value).aload(place.array);
      position(place, from).invokevirtual(VECTOR, "intoArray", WRITE);
    }
  }

  private CodeBuilder position(Place place, int from) {
    return code.iload(place.at).iload(from).iadd();
  }

  private void steps() {
    for (Step step : group.steps()) {
      code.aload(place(step.x()).value).aload(place(step.y()).value).aload(place(step.z()).value);
      code.loadConstant((float) step.alpha()).loadConstant((float) step.beta());
      INLINED.call(code, FORMULAS, name(step.op()), FORMULA);
      code.astore(place(step.d()).value);
    }
  }

  private Place place(int number) {
    return requireNonNull(places.get(number));
  }

  /// Returns the name of an operation's method in [VectorFormulas].
  static String name(Op op) {
    return UNDERSCORE
        .matcher(op.name().toLowerCase(Locale.ROOT))
        .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
  }
}
