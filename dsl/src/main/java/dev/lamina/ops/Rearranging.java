package dev.lamina.ops;

import static dev.lamina.ops.Modules.NUMPY;

import dev.lamina.Arguments;
import dev.lamina.DType;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Ops that repeat, turn and roll. */
public final class Rearranging {
    /** How often: one number for all, or one for each. */
    public static final Field<List<Integer>> REPEATS = Fields.integers("repeats");

    public static final Field<List<Integer>> SHIFT = Fields.integers("shift");

    /** Quarter turns, counter-clockwise. */
    public static final Field<Integer> TURNS = Fields.integer("k").orElse(1);

    /** The plane to turn. */
    public static final Field<List<Integer>> PLANE = Fields.integers("axes").orElse(List.of(0, 1));

    /** Whether the first axis of the grid is the second input's. */
    public enum Indexing {
        XY,
        IJ
    }

    public static final Field<Indexing> INDEXING =
            Fields.choice("indexing", Indexing.class).orElse(Indexing.XY);

    public static final OpType REPEAT =
            OpType.of(NUMPY, "Repeat", (op, in) -> repeated(op, in.get(0)), REPEATS, Reductions.ONE_AXIS);
    public static final OpType TILE = OpType.of(NUMPY, "Tile", (op, in) -> tiled(op, in.get(0)), REPEATS);
    public static final OpType FLIP = Rules.same(NUMPY, "Flip", Reductions.AXIS);
    public static final OpType FLIPLR = Rules.same(NUMPY, "Fliplr");
    public static final OpType FLIPUD = Rules.same(NUMPY, "Flipud");
    public static final OpType ROLL = Rules.same(NUMPY, "Roll", SHIFT, Reductions.AXIS);
    public static final OpType ROT90 = OpType.of(NUMPY, "Rot90", (op, in) -> turned(op, in.get(0)), TURNS, PLANE);
    public static final OpType MESHGRID = OpType.multiple(NUMPY, "Meshgrid", (op, in) -> grid(op, in), INDEXING);

    private Rearranging() {}

    private static int times(int size, int factor) {
        return size == Shape.UNKNOWN ? size : Math.multiplyExact(size, factor);
    }

    private static TensorSpec repeated(Op op, TensorSpec x) {
        Integer given = op.param(Reductions.ONE_AXIS);
        Shape shape = given == null ? Shape.of(Math.toIntExact(x.shape().elements())) : x.shape();
        int axis = given == null ? 0 : x.shape().axis(given);
        List<Integer> repeats = op.param(REPEATS);
        if (repeats.size() == 1) {
            return new TensorSpec(shape.withSize(axis, times(shape.size(axis), repeats.get(0))), x.dtype());
        }
        if (shape.size(axis) != Shape.UNKNOWN && shape.size(axis) != repeats.size()) {
            throw ShapeException.because("needs one number of repeats, or one for each element of axis " + axis)
                    .differs("the axis has " + shape.size(axis) + ", repeats has " + repeats.size());
        }
        int sum = repeats.stream().mapToInt(Integer::intValue).sum();
        return new TensorSpec(shape.withSize(axis, sum), x.dtype());
    }

    private static TensorSpec tiled(Op op, TensorSpec x) {
        List<Integer> repeats = op.param(REPEATS);
        int rank = Math.max(repeats.size(), x.shape().rank());
        int[] sizes = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int size = i <= x.shape().rank() ? x.shape().size(-i) : 1;
            sizes[rank - i] = times(size, i <= repeats.size() ? repeats.get(repeats.size() - i) : 1);
        }
        return new TensorSpec(Shape.of(sizes), x.dtype());
    }

    private static TensorSpec turned(Op op, TensorSpec x) {
        List<Integer> plane = op.param(PLANE).stream().map(x.shape()::axis).toList();
        if (plane.size() != 2 || plane.get(0).equals(plane.get(1))) {
            throw ShapeException.because("turns a plane of two different axes; received " + op.param(PLANE));
        }
        if (op.param(TURNS) % 2 == 0) {
            return x;
        }
        Shape shape = x.shape()
                .withSize(plane.get(0), x.shape().size(plane.get(1)))
                .withSize(plane.get(1), x.shape().size(plane.get(0)));
        return new TensorSpec(shape, x.dtype());
    }

    private static List<TensorSpec> grid(Op op, List<TensorSpec> in) {
        List<Integer> sizes = new ArrayList<>();
        DType dtype = in.get(0).dtype();
        for (TensorSpec x : in) {
            sizes.add(Math.toIntExact(x.shape().elements()));
            dtype = DType.promote(dtype, x.dtype());
        }
        if (op.param(INDEXING) == Indexing.XY && sizes.size() > 1) {
            java.util.Collections.swap(sizes, 0, 1);
        }
        TensorSpec one = new TensorSpec(
                Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray()), dtype);
        return java.util.Collections.nCopies(in.size(), one);
    }

    /**
     * Each slice of an axis, several times.
     *
     * <pre>{@code
     * SymbolicTensor y = repeat(input("x", 3), 2, 1); // (?, 6)
     * }</pre>
     */
    public static SymbolicTensor repeat(SymbolicTensor x, int repeats, int axis) {
        return REPEAT.op(Config.empty().set(REPEATS, List.of(repeats)).set(Reductions.ONE_AXIS, axis))
                .on(x);
    }

    /**
     * The whole tensor several times, on each axis.
     *
     * <pre>{@code
     * SymbolicTensor y = tile(input("x", 3), 1, 2); // (?, 6)
     * }</pre>
     */
    public static SymbolicTensor tile(SymbolicTensor x, int... repeats) {
        return TILE.op(REPEATS, IntStream.of(repeats).boxed().toList()).on(x);
    }

    /**
     * The elements of some axes, or of all where none is given, in reverse order.
     *
     * <pre>{@code
     * SymbolicTensor y = flip(input("x", 3), 1); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor flip(SymbolicTensor x, int... axes) {
        return FLIP.op(
                        Reductions.AXIS,
                        axes.length == 0 ? null : IntStream.of(axes).boxed().toList())
                .on(x);
    }

    /**
     * The elements of an axis moved on; those that leave at the end come in at the beginning.
     *
     * <pre>{@code
     * SymbolicTensor y = roll(input("x", 3), 1, 1); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor roll(SymbolicTensor x, int shift, int axis) {
        return ROLL.op(Config.empty().set(SHIFT, List.of(shift)).set(Reductions.AXIS, List.of(axis)))
                .on(x);
    }

    /**
     * Quarter turns in the plane of the first two axes, counter-clockwise.
     *
     * <pre>{@code
     * SymbolicTensor y = rot90(ones(2, 3), 1); // (3, 2)
     * }</pre>
     */
    public static SymbolicTensor rot90(SymbolicTensor x, int turns) {
        return ROT90.op(TURNS, turns).on(x);
    }

    /**
     * The coordinates of a grid: an output for each input, of the shape of the grid.
     *
     * <pre>{@code
     * List<SymbolicTensor> grid = meshgrid(List.of(arange(2), arange(3)), Rearranging.Indexing.IJ);
     * SymbolicTensor rows = grid.get(0); // (2, 3)
     * }</pre>
     */
    public static List<SymbolicTensor> meshgrid(List<SymbolicTensor> tensors, Indexing indexing) {
        return MESHGRID.op(INDEXING, indexing).call(Arguments.of(tensors));
    }
}
