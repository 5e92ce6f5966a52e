package dev.lamina.ops;

import static dev.lamina.ops.Modules.CORE;
import static dev.lamina.ops.Modules.NUMPY;

import dev.lamina.Arguments;
import dev.lamina.DType;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Codec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Place;
import dev.lamina.errors.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Ops that make one tensor of many, and many of one. */
public final class Joining {
    /**
     * How a tensor is split.
     *
     * @param sections the number of parts; 0 where positions are given
     * @param positions where parts begin, but for the first
     */
    public record Parts(int sections, List<Integer> positions) {}

    public static final Field<Parts> PARTS = Field.of("indices_or_sections", new PartsCodec());
    public static final Field<Integer> AXIS = Fields.integer("axis").orElse(0);
    public static final Field<@Nullable Integer> NUM = Fields.integer("num").orNull();

    public static final OpType STACK = OpType.of(NUMPY, "Stack", (op, in) -> stacked(op, in), AXIS);
    public static final OpType HSTACK = OpType.of(NUMPY, "Hstack", (op, in) -> side(in, 1, 1));
    public static final OpType VSTACK = OpType.of(NUMPY, "Vstack", (op, in) -> side(in, 2, 0));
    public static final OpType DSTACK = OpType.of(NUMPY, "Dstack", (op, in) -> side(in, 3, 2));
    public static final OpType APPEND = OpType.of(NUMPY, "Append", (op, in) -> appended(op, in), Reductions.ONE_AXIS);
    public static final OpType SPLIT = split("Split", AXIS);
    public static final OpType ARRAY_SPLIT = split("ArraySplit", AXIS);
    public static final OpType HSPLIT = split("Hsplit");
    public static final OpType VSPLIT = split("Vsplit");
    public static final OpType DSPLIT = split("Dsplit");
    public static final OpType UNSTACK =
            OpType.multiple(CORE, "Unstack", (op, in) -> unstacked(op, in.get(0)), NUM, AXIS);

    private Joining() {}

    private static final class PartsCodec implements Codec<Parts> {
        @Override
        public Parts read(@Nullable Object plain, Place place) {
            if (plain instanceof Number sections && sections.intValue() > 0) {
                return new Parts(sections.intValue(), List.of());
            }
            if (plain instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
                return new Parts(
                        0,
                        list.stream()
                                .map(position -> ((Number) position).intValue())
                                .toList());
            }
            throw place.unexpected(plain, expected());
        }

        @Override
        public Object write(Parts value) {
            return value.sections == 0 ? value.positions : value.sections;
        }

        @Override
        public String expected() {
            return "a number of sections or a list of positions";
        }
    }

    private static OpType split(String className, Field<?>... fields) {
        List<Field<?>> all = new ArrayList<>(List.of(PARTS));
        all.addAll(List.of(fields));
        return OpType.multiple(NUMPY, className, (op, in) -> parts(op, in.get(0)), all.toArray(Field<?>[]::new));
    }

    /** The axis that an op of this family splits. */
    public static int splitAxis(Op op, Shape shape) {
        if (op.type() == VSPLIT) {
            return 0;
        }
        if (op.type() == HSPLIT) {
            return shape.rank() == 1 ? 0 : 1;
        }
        return op.type() == DSPLIT ? 2 : shape.axis(op.param(AXIS));
    }

    private static List<TensorSpec> parts(Op op, TensorSpec x) {
        int axis = splitAxis(op, x.shape());
        return sizes(op, x.shape().size(axis)).stream()
                .map(size -> new TensorSpec(x.shape().withSize(axis, size), x.dtype()))
                .toList();
    }

    /** The sizes of the parts; -1 where unknown. */
    public static List<Integer> sizes(Op op, int size) {
        Parts parts = op.param(PARTS);
        List<Integer> sizes = new ArrayList<>();
        if (parts.sections > 0) {
            boolean even = size == Shape.UNKNOWN || size % parts.sections == 0;
            if (!even && op.type() != ARRAY_SPLIT) {
                throw ShapeException.because("cannot split into " + parts.sections + " equal parts")
                        .differs("the axis has " + size);
            }
            for (int i = 0; i < parts.sections; i++) {
                sizes.add(size == Shape.UNKNOWN ? size : size / parts.sections + (i < size % parts.sections ? 1 : 0));
            }
            return sizes;
        }
        int start = 0;
        for (int position : parts.positions) {
            if (position < start || (size != Shape.UNKNOWN && position > size)) {
                throw ShapeException.because("cannot split at " + parts.positions)
                        .differs("the positions must ascend and lie within the axis of size " + size);
            }
            sizes.add(position - start);
            start = position;
        }
        sizes.add(size == Shape.UNKNOWN ? size : size - start);
        return sizes;
    }

    private static TensorSpec stacked(Op op, List<TensorSpec> in) {
        Shape shape = in.get(0).shape();
        DType dtype = in.get(0).dtype();
        for (TensorSpec next : in) {
            if (!next.shape().isCompatibleWith(shape)) {
                throw ShapeException.because("cannot stack its inputs")
                        .differs(next.shape() + " is not " + shape)
                        .remedy("tensors of one shape, or concatenate(...)");
            }
            dtype = DType.promote(dtype, next.dtype());
        }
        int axis = shape.plus(1).axis(op.param(AXIS));
        return new TensorSpec(shape.slice(0, axis).plus(in.size()).plus(shape.from(axis)), dtype);
    }

    /** The shape of an input of hstack, vstack or dstack, with the axes that it lacks. */
    public static Shape atLeast(Shape shape, int rank) {
        if (shape.rank() >= rank) {
            return shape;
        }
        if (shape.rank() == 0) {
            return rank == 1 ? Shape.of(1) : rank == 2 ? Shape.of(1, 1) : Shape.of(1, 1, 1);
        }
        Shape rows = shape.rank() == 1 && rank >= 2 ? Shape.of(1).plus(shape) : shape;
        return rank == 3 ? rows.plus(1) : rows;
    }

    private static TensorSpec side(List<TensorSpec> in, int rank, int axis) {
        List<TensorSpec> shaped = in.stream()
                .map(x -> new TensorSpec(atLeast(x.shape(), rank), x.dtype()))
                .toList();
        return Shapes.joined(shaped, Math.min(axis, shaped.get(0).shape().rank() - 1));
    }

    private static TensorSpec appended(Op op, List<TensorSpec> in) {
        Integer axis = op.param(Reductions.ONE_AXIS);
        return axis == null
                ? Shapes.joined(
                        in.stream()
                                .map(x -> new TensorSpec(
                                        Shape.of(Math.toIntExact(x.shape().elements())), x.dtype()))
                                .toList(),
                        0)
                : Shapes.joined(in, in.get(0).shape().axis(axis));
    }

    private static List<TensorSpec> unstacked(Op op, TensorSpec x) {
        int axis = x.shape().axis(op.param(AXIS));
        Integer given = op.param(NUM);
        int size = given == null ? x.shape().size(axis) : given;
        if (size == Shape.UNKNOWN
                || (x.shape().size(axis) != Shape.UNKNOWN && x.shape().size(axis) != size)) {
            throw ShapeException.because("needs to know how many tensors it makes")
                    .differs("axis " + axis + " of " + x.shape() + (given == null ? "" : " is not " + given));
        }
        Shape shape = x.shape().slice(0, axis).plus(x.shape().from(axis + 1));
        return IntStream.range(0, size)
                .mapToObj(i -> new TensorSpec(shape, x.dtype()))
                .toList();
    }

    /**
     * Tensors of one shape along a new axis.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = stack(List.of(x, x), 1); // (?, 2, 3)
     * }</pre>
     */
    public static SymbolicTensor stack(List<SymbolicTensor> tensors, int axis) {
        return STACK.op(AXIS, axis).onList(tensors);
    }

    /**
     * Equal parts of an axis.
     *
     * <pre>{@code
     * List<SymbolicTensor> parts = split(input("x", 6), 2, 1);
     * SymbolicTensor first = parts.get(0); // (?, 3)
     * }</pre>
     */
    public static List<SymbolicTensor> split(SymbolicTensor x, int sections, int axis) {
        return SPLIT.op(Config.empty()
                        .set(PARTS, new Parts(sections, List.of()))
                        .set(AXIS, axis))
                .call(Arguments.of(List.of(x)));
    }

    /** The parts of an axis between positions. */
    public static List<SymbolicTensor> split(SymbolicTensor x, List<Integer> positions, int axis) {
        return SPLIT.op(Config.empty()
                        .set(PARTS, new Parts(0, List.copyOf(positions)))
                        .set(AXIS, axis))
                .call(Arguments.of(List.of(x)));
    }

    /**
     * The slices of an axis, which goes; its size must be known.
     *
     * <pre>{@code
     * SymbolicTensor first = unstack(input("x", 2, 3), 1).get(0); // (?, 3)
     * }</pre>
     */
    public static List<SymbolicTensor> unstack(SymbolicTensor x, int axis) {
        return UNSTACK.op(AXIS, axis).call(Arguments.of(List.of(x)));
    }
}
