package dev.lamina.ops;

import static dev.lamina.ops.Modules.NUMPY;

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
import org.jspecify.annotations.Nullable;

/** Padding. */
public final class Pads {
    /** What stands in the new places. */
    public enum Mode {
        CONSTANT,
        /** Mirrored, without the edge. */
        REFLECT,
        /** Mirrored, with the edge. */
        SYMMETRIC
    }

    /** How many before and behind each axis; one pair stands for all. */
    public static final Field<List<List<Integer>>> WIDTHS = Field.of("pad_width", new WidthsCodec());

    public static final Field<Mode> MODE = Fields.choice("mode", Mode.class).orElse(Mode.CONSTANT);
    public static final Field<@Nullable Double> VALUE =
            Fields.number("constant_values").orNull();

    public static final OpType PAD = OpType.of(NUMPY, "Pad", (op, in) -> padded(op, in.get(0)), WIDTHS, MODE)
            .passing(VALUE);

    private Pads() {}

    private static final class WidthsCodec implements Codec<List<List<Integer>>> {
        @Override
        public List<List<Integer>> read(@Nullable Object plain, Place place) {
            if (plain instanceof Number width) {
                return List.of(List.of(width.intValue(), width.intValue()));
            }
            if (plain instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
                return List.of(pair(list, place));
            }
            if (plain instanceof List<?> list) {
                return list.stream().map(element -> pair(element, place)).toList();
            }
            throw place.unexpected(plain, expected());
        }

        private List<Integer> pair(@Nullable Object plain, Place place) {
            if (plain instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
                List<Integer> read =
                        list.stream().map(width -> ((Number) width).intValue()).toList();
                if (!read.isEmpty() && read.size() <= 2) {
                    return List.of(read.get(0), read.get(read.size() - 1));
                }
            }
            throw place.unexpected(plain, expected());
        }

        @Override
        public Object write(List<List<Integer>> value) {
            return value;
        }

        @Override
        public boolean allows(List<List<Integer>> value) {
            return value.stream().allMatch(pair -> pair.size() == 2 && pair.get(0) >= 0 && pair.get(1) >= 0);
        }

        @Override
        public String expected() {
            return "a pair of numbers of at least 0 for each axis";
        }
    }

    /** A pair for each axis. */
    public static List<List<Integer>> widths(Op op, Shape shape) {
        List<List<Integer>> given = op.param(WIDTHS);
        List<List<Integer>> widths =
                given.size() == 1 ? java.util.Collections.nCopies(shape.rank(), given.get(0)) : given;
        if (widths.size() != shape.rank()) {
            throw ShapeException.because("needs a pair of widths for each axis")
                    .differs("the input has rank " + shape.rank() + ", pad_width has " + widths.size());
        }
        return widths;
    }

    private static TensorSpec padded(Op op, TensorSpec x) {
        List<List<Integer>> widths = widths(op, x.shape());
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < x.shape().rank(); i++) {
            int size = x.shape().size(i);
            int before = widths.get(i).get(0);
            int behind = widths.get(i).get(1);
            checkMirror(op.param(MODE), size, Math.max(before, behind), i);
            sizes.add(size == Shape.UNKNOWN ? size : size + before + behind);
        }
        return new TensorSpec(
                Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray()), x.dtype());
    }

    private static void checkMirror(Mode mode, int size, int width, int axis) {
        int most = mode == Mode.REFLECT ? size - 1 : size;
        if (mode != Mode.CONSTANT && size != Shape.UNKNOWN && width > most) {
            throw ShapeException.because("cannot mirror " + width + " elements of axis " + axis)
                    .differs("the axis has " + size)
                    .remedy("a width of at most " + most);
        }
    }

    /**
     * The tensor with a value around it; a pair (before, behind) for each axis.
     *
     * <pre>{@code
     * SymbolicTensor y = pad(input("x", 3), List.of(List.of(0, 0), List.of(1, 2)), 0); // (?, 6)
     * }</pre>
     */
    public static SymbolicTensor pad(SymbolicTensor x, List<List<Integer>> widths, double value) {
        return PAD.op(Config.empty().set(WIDTHS, widths).set(VALUE, value)).on(x);
    }

    /** The tensor with its own mirror image around it; a pair (before, behind) for each axis. */
    public static SymbolicTensor pad(SymbolicTensor x, List<List<Integer>> widths, Mode mode) {
        return PAD.op(Config.empty().set(WIDTHS, widths).set(MODE, mode)).on(x);
    }
}
