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
 * The norm over some axes is at most a number. Source: {@code keras.constraints.MaxNorm}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4);
 * SymbolicTensor y = x.then(dense(8).kernelConstraint(maxNorm(2, 0))); // (?, 8)
 * }</pre>
 */
public final class MaxNorm extends Constraint {
    static final Schema<Constraint> SCHEMA = Constraints.schema("MaxNorm", MaxNorm::new);
    private static final Field<Double> MAX_VALUE =
            SCHEMA.add(Fields.number("max_value", "a number of at least 0", value -> value >= 0)
                    .orElse(2.0));
    private static final Field<List<Integer>> AXIS =
            SCHEMA.add(Fields.axes("axis").orElse(List.of(0)));

    private MaxNorm(Config config) {
        super(SCHEMA, config);
    }

    static Constraint of(double maxValue, List<Integer> axis) {
        return SCHEMA.create(Config.empty().set(MAX_VALUE, maxValue).set(AXIS, axis));
    }

    @Override
    public SymbolicTensor project(SymbolicTensor weight) {
        SymbolicTensor norm = Constraints.norm(weight, get(AXIS));
        SymbolicTensor wanted = Elementwise.minimum(norm, get(MAX_VALUE));
        return weight.times(wanted.div(norm.plus(Constraints.EPSILON)));
    }
}
