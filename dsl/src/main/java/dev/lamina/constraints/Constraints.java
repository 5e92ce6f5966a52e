package dev.lamina.constraints;

import dev.lamina.Constraint;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Reductions;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Makes constraints. Norms are Euclidean, over the axes that are given: 0 for the weights into each unit of a dense layer, 0,
 * 1, 2 for those into each filter of a convolution. Source: {@code keras.constraints}.
 */
public final class Constraints {
    /** What is added to norms before dividing by them. Source: {@code keras.backend.epsilon}. */
    static final double EPSILON = 1e-7;

    private static final Schema.Home HOME = new Schema.Home("keras.constraints", null);

    private Constraints() {}

    static Schema<Constraint> schema(String className, Function<Config, Constraint> constructor) {
        return Schema.of(Constraint.class, className, HOME, constructor);
    }

    static SymbolicTensor norm(SymbolicTensor weight, List<Integer> axes) {
        int[] reduced = axes.stream().mapToInt(Integer::intValue).toArray();
        return Elementwise.sqrt(Reductions.sumKeepingDims(Elementwise.square(weight), reduced));
    }

    /** All of Keras's constraints. */
    public static List<Schema<Constraint>> schemas() {
        return List.of(MaxNorm.SCHEMA, MinMaxNorm.SCHEMA, NonNeg.SCHEMA, UnitNorm.SCHEMA);
    }

    /** Norms of at most {@code maxValue}. */
    public static Constraint maxNorm(double maxValue, int... axis) {
        return MaxNorm.of(maxValue, axes(axis));
    }

    /** Norms that move from outside {@code minValue} to {@code maxValue} by {@code rate} of the way at each step. */
    public static Constraint minMaxNorm(double minValue, double maxValue, double rate, int... axis) {
        return MinMaxNorm.of(minValue, maxValue, rate, axes(axis));
    }

    /** No element below zero. */
    public static Constraint nonNeg() {
        return NonNeg.of();
    }

    /** Norms of 1. */
    public static Constraint unitNorm(int... axis) {
        return UnitNorm.of(axes(axis));
    }

    /** The axes, 0 where none is given. */
    private static List<Integer> axes(int... axis) {
        return axis.length == 0 ? List.of(0) : IntStream.of(axis).boxed().toList();
    }
}
