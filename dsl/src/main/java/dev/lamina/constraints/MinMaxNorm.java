package dev.lamina.constraints;

import dev.lamina.Constraint;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import java.util.List;

/**
 * The norm over some axes moves into an interval, by a share of the way at each step. Source: {@code keras.constraints.MinMaxNorm}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4);
 * SymbolicTensor y = x.then(dense(8).kernelConstraint(minMaxNorm(0.5, 1, 0.9, 0))); // (?, 8)
 * }</pre>
 */
public final class MinMaxNorm extends Constraint {
    static final Schema<Constraint> SCHEMA = Constraints.schema("MinMaxNorm", MinMaxNorm::new);
    private static final Field<Double> MIN_VALUE =
            SCHEMA.add(Fields.number("min_value", "a number of at least 0", value -> value >= 0)
                    .orElse(0.0));
    private static final Field<Double> MAX_VALUE =
            SCHEMA.add(Fields.number("max_value", "a number of at least 0", value -> value >= 0)
                    .orElse(1.0));
    private static final Field<Double> RATE =
            SCHEMA.add(Fields.number("rate", "a number from 0 to 1", value -> value >= 0 && value <= 1)
                    .orElse(1.0));
    private static final Field<List<Integer>> AXIS =
            SCHEMA.add(Fields.axes("axis").orElse(List.of(0)));

    private MinMaxNorm(Config config) {
        super(SCHEMA, config);
    }

    static Constraint of(double minValue, double maxValue, double rate, List<Integer> axis) {
        return SCHEMA.create(Config.empty()
                .set(MIN_VALUE, minValue)
                .set(MAX_VALUE, maxValue)
                .set(RATE, rate)
                .set(AXIS, axis));
    }

    @Override
    public SymbolicTensor project(SymbolicTensor weight) {
        SymbolicTensor norm = Constraints.norm(weight, get(AXIS));
        SymbolicTensor clipped = Elementwise.minimum(Elementwise.maximum(norm, get(MIN_VALUE)), get(MAX_VALUE));
        SymbolicTensor wanted = clipped.times(get(RATE)).plus(norm.times(1 - get(RATE)));
        return weight.times(wanted.div(norm.plus(Constraints.EPSILON)));
    }
}
