package dev.lamina;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The sizes of a tensor's axes. The rank is always known; a size may be {@link #UNKNOWN}, as that of the batch is while a
 * model is described. Printed as {@code (?, 28, 28, 1)}.
 */
public final class Shape {
    /** The size of an axis that is known only when the model runs. */
    public static final int UNKNOWN = -1;

    private static final Shape SCALAR = new Shape(new int[0]);

    private final int[] sizes;

    private Shape(int[] sizes) {
        this.sizes = sizes;
    }

    /**
     * A shape of these sizes.
     *
     * @param sizes each at least 0, or {@link #UNKNOWN}
     */
    public static Shape of(int... sizes) {
        for (int size : sizes) {
            if (size < UNKNOWN) {
                throw new IllegalArgumentException(
                        "a size is at least 0, or -1 where unknown; received " + Arrays.toString(sizes));
            }
        }
        return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
    }

    /** The shape {@code ()} of a single value. */
    public static Shape scalar() {
        return SCALAR;
    }

    /** The number of axes. */
    public int rank() {
        return sizes.length;
    }

    /**
     * The size of an axis, {@link #UNKNOWN} where unknown.
     *
     * @param axis counted from the end when negative
     */
    public int size(int axis) {
        return sizes[axis(axis)];
    }

    /** The size of the last axis. */
    public int last() {
        return size(-1);
    }

    /** The sizes, as a copy. */
    public int[] sizes() {
        return sizes.clone();
    }

    /** Whether no size is {@link #UNKNOWN}. */
    public boolean isKnown() {
        return IntStream.of(sizes).noneMatch(size -> size == UNKNOWN);
    }

    /**
     * The number of elements.
     *
     * @return {@code -1} where a size is unknown
     */
    public long elements() {
        long product = 1;
        for (int size : sizes) {
            if (size == UNKNOWN) {
                return UNKNOWN;
            }
            product = Math.multiplyExact(product, (long) size);
        }
        return product;
    }

    /**
     * An axis counted from 0.
     *
     * @param axis from {@code -rank()} to {@code rank() - 1}
     * @throws IllegalArgumentException if there is no such axis
     */
    public int axis(int axis) {
        int positive = axis < 0 ? axis + sizes.length : axis;
        if (positive < 0 || positive >= sizes.length) {
            throw new IllegalArgumentException("no axis " + axis + " in shape " + this + " of rank " + sizes.length);
        }
        return positive;
    }

    /** This shape with the size of one axis replaced. */
    public Shape withSize(int axis, int size) {
        int[] result = sizes.clone();
        result[axis(axis)] = size;
        return of(result);
    }

    /** The axes from {@code from} (included) to {@code to} (excluded). */
    public Shape slice(int from, int to) {
        return of(Arrays.copyOfRange(sizes, from, to));
    }

    /** The axes from {@code from} on. */
    public Shape from(int from) {
        return slice(from, sizes.length);
    }

    /** This shape followed by further axes. */
    public Shape plus(int... more) {
        int[] result = Arrays.copyOf(sizes, sizes.length + more.length);
        System.arraycopy(more, 0, result, sizes.length, more.length);
        return of(result);
    }

    /** This shape followed by those of another. */
    public Shape plus(Shape more) {
        return plus(more.sizes);
    }

    /** Whether the two may be the same when the model runs: equal ranks, and equal sizes where both are known. */
    public boolean isCompatibleWith(Shape other) {
        return rank() == other.rank()
                && IntStream.range(0, rank())
                        .allMatch(i -> sizes[i] == UNKNOWN || other.sizes[i] == UNKNOWN || sizes[i] == other.sizes[i]);
    }

    /**
     * The shape of an elementwise operation on two tensors, by NumPy's broadcasting.
     *
     * @throws IllegalArgumentException if the shapes cannot be broadcast, naming the axis that differs
     */
    public static Shape broadcast(Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        int[] result = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int left = i <= a.rank() ? a.size(-i) : 1;
            int right = i <= b.rank() ? b.size(-i) : 1;
            if (left == 1) {
                result[rank - i] = right;
            } else if (right == 1 || right == left) {
                result[rank - i] = left;
            } else if (left == UNKNOWN || right == UNKNOWN) {
                result[rank - i] = Math.max(left, right);
            } else {
                throw new IllegalArgumentException("shapes " + a + " and " + b + " cannot be broadcast: axis " + -i
                        + " has " + left + " and " + right);
            }
        }
        return of(result);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    @Override
    public String toString() {
        return IntStream.of(sizes)
                .mapToObj(size -> size == UNKNOWN ? "?" : Integer.toString(size))
                .collect(Collectors.joining(", ", "(", sizes.length == 1 ? ",)" : ")"));
    }
}
